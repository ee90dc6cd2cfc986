/** The calculators, in the order in which people ask. */
export const calculators = [
  { href: "/calculators/instalment", title: "What can I afford?", lead: "From an amount to its instalment (EMI), or from what you can pay to the amount it carries." },
  { href: "/calculators/schedule", title: "Loan schedule", lead: "Every instalment of any kind of loan, with grace, down payment, changing rates and early payments." },
  { href: "/calculators/real-cost", title: "Real cost (APR)", lead: "What a loan costs a year with all its fees: by the European formula or the US actuarial method." },
  { href: "/calculators/return", title: "Rate of return (XIRR, IRR)", lead: "The yearly rate of amounts on dates, or of regular amounts. Paste them from a spreadsheet." },
  { href: "/calculators/day-count", title: "Day counts", lead: "The time between two dates in years, by sixteen conventions side by side." },
] as const;
