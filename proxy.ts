import { NextResponse, type NextRequest } from "next/server";
import { env } from "@/lib/env";

/**
 * Sets the security headers of every page. Scripts and style sheets run only with this answer's nonce;
 * style attributes are allowed, because the charts and the mosaic place things with them.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("content-security-policy", policy);
  // A layout is not told its address, and needs it to come back to after signing in.
  forwarded.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers: forwarded } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(fixedHeaders)) response.headers.set(name, value);
  if (env.secureCookies) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

const fixedHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function contentSecurityPolicy(nonce: string): string {
  const development = env.mode === "development";
  return [
    "default-src 'self'",
    // React's development build evaluates strings to show server stacks in the browser.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  // The API, at its root addresses too, sets its own headers and takes bodies larger than a proxy passes on; built files need no policy.
  matcher: ["/((?!api/|(?:login|register|user)(?:/|$)|_next/static|_next/image|uploads/|icon.svg|favicon.ico).*)"],
};
