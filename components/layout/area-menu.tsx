"use client";

import { Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { AreaLinks, type AreaLink } from "./area-links";
import classes from "./area-shell.module.css";

/** The rest of an area on a phone: every link, and who is signed in. */
export function AreaMenu({ nav, area, children }: { nav: readonly AreaLink[]; area: string; children: ReactNode }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <button type="button" className={classes.link} data-compact onClick={open} aria-haspopup="dialog" aria-expanded={opened}>
        <Menu size={18} aria-hidden />
        <span className={classes.linkLabel}>Menu</span>
      </button>
      <Drawer.Root opened={opened} onClose={close} position="right" size="min(20rem, 88vw)">
        <Drawer.Overlay />
        <Drawer.Content>
          <Drawer.Body className={classes.drawer}>
            {/* Not Drawer.Header: it would be a second banner beside the page's own. */}
            <div className={classes.drawerHead}>
              <Drawer.Title>{area}</Drawer.Title>
              <Drawer.CloseButton aria-label="Close the menu" />
            </div>
            <AreaLinks nav={nav} label={`${area}, all pages`} onFollow={close} />
            {children}
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </>
  );
}
