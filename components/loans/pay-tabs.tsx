"use client";

import { Tabs, TabsList, TabsPanel, TabsTab } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./borrower.module.css";

type PayTabsProps = { opened: "instalment" | "other" | "close"; instalment: ReactNode; other: ReactNode; close: ReactNode };

/** The three ways to pay, one at a time. */
export function PayTabs({ opened, instalment, other, close }: PayTabsProps) {
  return (
    <Tabs defaultValue={opened} keepMounted={false} classNames={{ tab: classes.tab }}>
      <TabsList aria-label="Ways to pay">
        <TabsTab value="instalment">Instalment</TabsTab>
        <TabsTab value="other">Other amount</TabsTab>
        <TabsTab value="close">Close early</TabsTab>
      </TabsList>
      <TabsPanel value="instalment" className={classes.panel}>
        {instalment}
      </TabsPanel>
      <TabsPanel value="other" className={classes.panel}>
        {other}
      </TabsPanel>
      <TabsPanel value="close" className={classes.panel}>
        {close}
      </TabsPanel>
    </Tabs>
  );
}
