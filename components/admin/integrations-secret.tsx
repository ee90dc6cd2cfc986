"use client";

import { Alert, Button, CopyButton, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Check, Copy, KeyRound } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
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

type SecretDialogProps = {
  /** The button that opens it. */
  label: string;
  variant?: "default";
  /** Over the form, then over the secret. */
  titles: { form: string; made: string };
  /** What is asked for; `onMade` is told the secret. */
  form: (onMade: (secret: string) => void) => ReactNode;
  /** What is said of the secret. */
  copy: string;
  children: ReactNode;
};

/** Makes something with a secret in a dialog that does not close before the secret was seen. */
export function SecretDialog({ label, variant, titles, form, copy, children }: SecretDialogProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [secret, setSecret] = useState<string | null>(null);
  function end() {
    close();
    setSecret(null);
  }
  return (
    <>
      <Button variant={variant} onClick={open} aria-haspopup="dialog">
        {label}
      </Button>
      <Modal opened={opened} onClose={end} title={secret === null ? titles.form : titles.made} closeOnClickOutside={secret === null} closeOnEscape={secret === null}>
        {secret === null ? (
          form(setSecret)
        ) : (
          <SecretOnce title={copy} secret={secret} onKept={end}>
            {children}
          </SecretOnce>
        )}
      </Modal>
    </>
  );
}
