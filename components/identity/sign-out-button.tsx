"use client";

import { Button } from "@mantine/core";
import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import type { ServerAction } from "@/lib/platform/server-action";
import { BankSession } from "./bank-session";

/** Ends the session in the bank's own books first, then throws the cookie away. */
export function SignOutButton({ action }: { action: ServerAction<unknown> }) {
  return (
    <BankSession>
      <LeaveButton action={action} />
    </BankSession>
  );
}

function LeaveButton({ action }: { action: ServerAction<unknown> }) {
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    // A session that has ended already is refused here, and its cookie goes all the same.
    await action({});
    await signOut({ redirect: false });
    // A whole new page: nothing drawn for the person who left may stay, not even behind "back".
    window.location.replace("/");
  }

  return (
    <Button variant="default" size="sm" loading={leaving} leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave().catch(() => setLeaving(false))}>
      Sign out
    </Button>
  );
}
