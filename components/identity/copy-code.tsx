"use client";

import { Button, CopyButton } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import classes from "./mail.module.css";

/** A code that is copied with one press. */
export function CopyCode({ code }: { code: string }) {
  return (
    <CopyButton value={code} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="sm"
          onClick={copy}
          className={classes.code}
          aria-label={copied ? `Code ${code} copied` : `Copy code ${code}`}
          rightSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        >
          {code}
        </Button>
      )}
    </CopyButton>
  );
}
