"use client";

import "swagger-ui-dist/swagger-ui.css";
import { Alert, Skeleton, Stack, useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./api-reference.module.css";

type Stage = "loading" | "ready" | "failed";

/** The document of an API as a page to read and to try calls from. Everything it needs comes from this server. */
export function ApiReference({ documentUrl }: { documentUrl: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<Stage>("loading");
  const colorScheme = useComputedColorScheme("light", { getInitialValueInEffect: true });

  // The reader is a library of its own that draws itself into an element, so it is started like one.
  useEffect(() => {
    let isGone = false;
    import("swagger-ui-dist/swagger-ui-es-bundle.js")
      .then(({ default: SwaggerUI }) => {
        if (isGone || !place.current) return;
        SwaggerUI({
          domNode: place.current,
          url: documentUrl,
          deepLinking: true,
          docExpansion: "none",
          defaultModelsExpandDepth: -1,
          displayRequestDuration: true,
          filter: true,
          persistAuthorization: false,
          tryItOutEnabled: true,
          validatorUrl: null,
        });
        // From here on it says itself what it waits for, and what failed.
        setStage("ready");
      })
      .catch(() => setStage("failed"));
    return () => {
      isGone = true;
    };
  }, [documentUrl]);

  useEffect(() => {
    document.documentElement.classList.toggle("dark-mode", colorScheme === "dark");
    return () => document.documentElement.classList.remove("dark-mode");
  }, [colorScheme]);

  return (
    <div className={classes.frame}>
      {stage === "loading" && <Placeholder />}
      {stage === "failed" && (
        <Alert color="red" title="The reference could not be loaded">
          Reload the page. The document itself is at <a href={documentUrl}>{documentUrl}</a>.
        </Alert>
      )}
      <div ref={place} />
    </div>
  );
}

function Placeholder() {
  return (
    <Stack gap="xs" aria-label="The reference is being loaded" role="status">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={44} />
      ))}
    </Stack>
  );
}
