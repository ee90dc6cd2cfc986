"use client";

import { Alert, Button, CopyButton } from "@mantine/core";
import { Check, Copy, KeyRound } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import classes from "./admin.module.css";
import own from "./integrations.module.css";

/** A secret that is shown this once, with a button that copies it and one that says it is kept. */
export function SecretOnce({ title, secret, children, onKept }: { title: string; secret: string; children: ReactNode; onKept: () => void }) {
  const copyRef = useRef<HTMLButtonElement>(null);
  // It takes the place of the button that was pressed.
  useEffect(() => copyRef.current?.focus(), []);
  return (
    <div className={classes.stack}>
      <Alert color="yellow" variant="light" icon={<KeyRound size={18} aria-hidden />} title={title}>
        {children}
      </Alert>
      <code className={own.secret}>{secret}</code>
      <div className={own.buttons}>
        <CopyButton value={secret} timeout={4000}>
          {({ copied, copy }) => (
            <Button ref={copyRef} onClick={copy} leftSection={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </div>
  );
}
