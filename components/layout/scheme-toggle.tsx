"use client";

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import classes from "./scheme-toggle.module.css";

/** Light or dark. Both signs are drawn and one is hidden by style, so that the server need not know which. */
export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: true });
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      className={classes.toggle}
      aria-label="Switch between light and dark"
      onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
    >
      <Sun size={18} className={classes.sun} aria-hidden />
      <Moon size={18} className={classes.moon} aria-hidden />
    </ActionIcon>
  );
}
