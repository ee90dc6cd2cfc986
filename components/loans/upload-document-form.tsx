"use client";

import { showNotification } from "@mantine/notifications";
import { FileField } from "@/components/forms/fields";
import { Form, FormActions, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import { documentNames, uploadDocumentInput, type DocumentType } from "@/lib/identity/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** Sends one document of a type that the page names. */
export function UploadDocumentForm({ type, action }: { type: DocumentType; action: ServerAction<unknown> }) {
  const name = documentNames[type];
  const form = useActionForm({
    schema: uploadDocumentInput,
    action,
    defaultValues: { type, file: undefined },
    resetOnDone: true,
    onDone: () => showNotification({ message: `${name} is with the bank. An officer will look at it.` }),
  });
  return (
    <Form form={form} label={`Upload: ${name}`}>
      <FileField name="file" label="File" description="PDF, PNG or JPEG, at most 5 MB." accept="application/pdf,image/png,image/jpeg" />
      <FormActions>
        <SubmitButton size="sm">Upload</SubmitButton>
      </FormActions>
    </Form>
  );
}
