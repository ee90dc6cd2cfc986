"use client";

type GlobalErrorProps = { error: Error & { digest?: string }; retry: () => void };

/** The last resort, when even the frame of the pages failed: it stands without any of our components. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body style={{ maxWidth: "34rem", margin: "10vh auto", padding: "0 1.25rem", font: "1rem/1.55 system-ui, sans-serif", colorScheme: "light dark" }}>
        <h1 style={{ fontSize: "1.75rem", lineHeight: 1.2 }}>The bank could not be shown</h1>
        <p>The fault is ours. No money moved because of it: every movement happens as a whole or not at all.</p>
        {error.digest && <p>If you write to us, please name this number: {error.digest}</p>}
        <button type="button" onClick={retry} style={{ font: "inherit", padding: "0.5rem 1rem" }}>
          Try again
        </button>
      </body>
    </html>
  );
}
