"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

type LinkButtonProps = ButtonProps & { href: string; children: ReactNode; scroll?: boolean };

/** A link that looks like a button. A file of its own, because a server component cannot hand `Link` to `Button`. */
export function LinkButton(props: LinkButtonProps) {
  return <Button component={Link} {...props} />;
}
