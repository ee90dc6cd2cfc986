import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/identity/auth-card";
import { ForgotPasswordForm } from "@/components/identity/forgot-password-form";
import { LocalMailNote } from "@/components/identity/local-mail-note";
import { env } from "@/lib/env";
import { requestPasswordResetAction, resetPasswordAction } from "./actions";

export const metadata: Metadata = { title: "Forgot password" };

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgot your password?"
      lead="We send you a code with which you choose a new one."
      foot={
        <>
          {env.demo && <LocalMailNote />}
          <p>
            Remembered? <Link href="/sign-in">Sign in</Link>
          </p>
        </>
      }
    >
      <ForgotPasswordForm request={requestPasswordResetAction} reset={resetPasswordAction} />
    </AuthCard>
  );
}
