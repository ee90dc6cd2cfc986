/** What officers say most often when they reject, worded for the borrower who reads it. */
export const rejectionReasons = [
  {
    label: "Income",
    text: "The instalments would take too large a part of your income. A smaller amount or a longer term may be possible.",
  },
  { label: "Proof of income", text: "We could not verify your income. Please add a recent proof of income and apply again." },
  { label: "Documents", text: "A document that you uploaded cannot be read or does not match your details. Please upload it again and re-apply." },
  { label: "Running loans", text: "Your running loans are as much as we can lend to you now. Please apply again once one of them is repaid." },
  { label: "Purpose", text: "This product does not finance the purpose that you named." },
] as const;
