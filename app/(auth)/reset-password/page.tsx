import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/identity/auth-card";
import { ResetPasswordForm } from "@/components/identity/reset-password-form";
import { resetPasswordAction } from "./actions";

export const metadata: Metadata = { title: "Choose a new password" };

export default function ResetPasswordPage() {
  return (
    <AuthCard
      title="Choose a new password"
      lead="Enter the code that we sent you. Every sign-in of your account ends with it."
      foot={
        <p>
          No code? <Link href="/forgot-password">Ask for one</Link>
        </p>
      }
    >
      <ResetPasswordForm action={resetPasswordAction} />
    </AuthCard>
  );
}
