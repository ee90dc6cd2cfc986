import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { ApiReference } from "@/components/api-reference/api-reference";
import { PageHeader } from "@/components/layout/page-header";

export const metadata: Metadata = { title: "API reference" };

export default function ApiReferencePage() {
  return (
    <>
      <PageHeader
        title="API reference"
        lead="Every call that this bank answers, with its errors and an example of each. Put a token under Authorize to try one; it reaches the real bank."
        actions={
          <Button component="a" href="/api/openapi.json" variant="default">
            OpenAPI document
          </Button>
        }
      />
      <ApiReference documentUrl="/api/openapi.json" />
    </>
  );
}
