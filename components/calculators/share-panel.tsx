"use client";

import { Button, CopyButton } from "@mantine/core";
import { Check, Link2, Terminal } from "lucide-react";
import { useSyncExternalStore, type ReactNode } from "react";
import { Disclosure } from "@/components/layout/disclosure";
import classes from "./calculators.module.css";

type SharePanelProps = { query: string | null; call: { path: string; body: unknown } | null };

/** Takes the question along: as an address that opens it here, or as the same call of the API. */
export function SharePanel({ query, call }: SharePanelProps) {
  const page = usePage();
  const curl = call && curlOf(`${page.origin}${call.path}`, call.body);
  return (
    <div className={classes.share}>
      <div className={classes.shareButtons}>
        {query !== null && <CopyAction text={`${page.origin}${page.path}${query === "" ? "" : `?${query}`}`} label="Copy link" icon={<Link2 size={16} aria-hidden />} />}
        {curl !== null && <CopyAction text={curl} label="Copy as curl" icon={<Terminal size={16} aria-hidden />} />}
      </div>
      {query === null && <p className={classes.tooLong}>These are too many lines for a link. The call of the API holds them all.</p>}
      {curl !== null && (
        <Disclosure summary="The same over the API">
          <pre className={classes.curl} tabIndex={0} aria-label="The call of the API">
            {curl}
          </pre>
        </Disclosure>
      )}
    </div>
  );
}

function CopyAction({ text, label, icon }: { text: string; label: string; icon: ReactNode }) {
  return (
    <CopyButton value={text} timeout={2000}>
      {({ copied, copy }) => (
        <Button variant="default" size="sm" onClick={copy} leftSection={copied ? <Check size={16} aria-hidden /> : icon}>
          {copied ? "Copied" : label}
        </Button>
      )}
    </CopyButton>
  );
}

/** A call that can be pasted into any shell. */
function curlOf(url: string, body: unknown): string {
  const json = JSON.stringify(body).replaceAll("'", String.raw`'\''`);
  return `curl -s ${url} \\\n  -H 'content-type: application/json' \\\n  -d '${json}'`;
}

const subscribeToNothing = () => () => undefined;

/** Where the page is; the server does not know by which name it is reached. */
function usePage(): { origin: string; path: string } {
  const origin = useSyncExternalStore(subscribeToNothing, () => window.location.origin, () => "");
  const path = useSyncExternalStore(subscribeToNothing, () => window.location.pathname, () => "");
  return { origin, path };
}
