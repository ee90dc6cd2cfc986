import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/identity/auth-card";
import { LocalMailNote } from "@/components/identity/local-mail-note";
import { VerifyForm } from "@/components/identity/verify-form";
import { env } from "@/lib/env";
import { idInput } from "@/lib/platform/field-schemas";
import { queryText, safePath } from "@/lib/platform/paths";
import { confirmSignInAction, resendCodeAction, verifyCodeAction } from "./actions";

export const metadata: Metadata = { title: "Confirm the code" };

const words = {
  verify_email: { title: "Confirm your address", lead: "We sent a six-digit code to your e-mail address. It is valid for ten minutes." },
  sign_in: { title: "One more step", lead: "Staff sign in with a second factor: we sent a six-digit code to your e-mail address." },
};

export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const query = await searchParams;
  const user = idInput.safeParse(queryText(query.user));
  if (!user.success) redirect("/sign-in");
  const purpose = queryText(query.purpose) === "sign_in" ? "sign_in" : "verify_email";
  return (
    <AuthCard
      {...words[purpose]}
      foot={
        <>
          {env.demo && <LocalMailNote />}
          <p>
            Not you? <Link href="/sign-in">Sign in with another account</Link>
          </p>
        </>
      }
    >
      <VerifyForm
        userId={user.data}
        verify={purpose === "sign_in" ? confirmSignInAction : verifyCodeAction}
        resend={resendCodeAction}
        next={safePath(queryText(query.next)) ?? undefined}
      />
    </AuthCard>
  );
}
