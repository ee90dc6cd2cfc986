import type { ProductKey } from "./catalogue";
import type { BorrowerDetails } from "./people";

/** The password of every demo login. Printed at the start, and worth nothing outside the demo. */
export const DEMO_PASSWORD = "tessera-demo-1";

/** What a borrower of the story does with the instalments. */
export type Habit =
  | { kind: "on_time" }
  /** Pays everything, but so many days late. */
  | { kind: "late"; days: number }
  /** Pays so many instalments and then no more. */
  | { kind: "stops_after"; instalments: number }
  /** Pays so many instalments; the loan is written off when it is non-performing, and later so much comes back. */
  | { kind: "given_up"; instalments: number; recovered: string }
  /** Pays extra with an instalment. */
  | { kind: "prepays"; at: number; extra: string; choice: "shorter_term" | "lower_instalment" }
  /** Closes the loan early. */
  | { kind: "pays_off"; at: number };

/** How far an application gets. */
export type Outcome = "disbursed" | "pending" | "approved" | "rejected" | "withdrawn";

export type LoanStory = {
  borrower: number;
  product: ProductKey;
  amount: string;
  instalments: number;
  /** Days after the story's first day. */
  day: number;
  outcome: Outcome;
  habit: Habit;
  purpose: string;
};

export const borrowerNames = [
  "Asha Rao", "Vikram Joshi", "Meera Pillai", "Rohan Kulkarni", "Farah Sheikh", "Arjun Nair", "Lakshmi Iyer", "Sameer Khan",
  "Pooja Deshmukh", "Karthik Menon", "Anita D'Souza", "Nikhil Patil", "Zoya Ansari", "Suresh Gowda", "Divya Shetty", "Imran Qureshi",
  "Kavita Bhosale", "Rahul Sawant", "Tanvi Kelkar", "George Mathew", "Shalini Reddy", "Aditya Verma", "Neha Kapoor", "Manoj Thakur",
  "Ritu Chawla", "Prakash Hegde", "Sneha Apte", "Yusuf Mirza", "Gauri Naik", "Deepak Rane",
] as const;

export const depositorNames = [
  "Devika Sharma", "Anand Mehta", "Leela Krishnan", "Harish Shah", "Nandini Bose", "Cyrus Irani", "Radha Venkat", "Mohan Das",
  "Ishita Roy", "Kabir Malhotra", "Sunita Agarwal", "Thomas Varghese", "Padma Subramanian", "Rajiv Bhatia", "Amina Siddiqui",
  "Balaji Raman", "Chitra Ghosh", "Dinesh Solanki", "Esha Trivedi", "Firoz Contractor", "Geeta Parekh", "Hemant Jain", "Indira Lobo",
  "Jatin Vora", "Kamala Nambiar", "Lalit Oberoi", "Maya Fernandes", "Naveen Chandra", "Omkar Phadke", "Priya Sethi", "Qasim Ali",
  "Rekha Dutta", "Sanjay Kamat", "Tara Wadia", "Uday Kiran", "Vandana Pai", "Waseem Akhtar", "Xavier Pinto", "Yamini Rathod",
  "Zubin Daruwala", "Aarti Nene", "Bhavesh Modi", "Charu Saxena", "Dhruv Bansal", "Ela Mukherjee", "Farhan Syed", "Girish Karnik",
  "Hina Vakil", "Ishaan Khanna", "Jaya Prabhu", "Kishore Lal", "Lavanya Rao", "Madhav Gokhale", "Nalini Sundar", "Oliver D'Mello",
  "Parul Mistry", "Raghav Suri", "Smita Tambe", "Tushar Gandhi", "Usha Nair",
] as const;

/** What the sixty depositors bring, in rupees: many small sums, a few large ones. The first is the demo login. */
export const depositSizes: readonly number[] = depositorNames.map((_name, index) => {
  if (index === 0) return 180_000;
  if (index % 20 === 7) return 380_000 + index * 4_500;
  if (index % 6 === 1) return 105_000 + index * 1_300;
  if (index % 3 === 0) return 38_000 + index * 650;
  return 8_000 + ((index * 7_919) % 52) * 250;
});

const jobs = [
  ["Software engineer", "Sarovar Systems, Pune"],
  ["Nurse", "City Hospital, Thane"],
  ["Teacher", "Vidya High School, Nashik"],
  ["Shop owner", "Own shop, Ratnagiri"],
  ["Accountant", "Kale & Sons, Kolhapur"],
] as const;

/** Facts of the borrower at this place, varied enough that scores and grades differ. */
export function detailsOf(index: number): BorrowerDetails {
  const [jobTitle, employer] = jobs[index % jobs.length] ?? jobs[0];
  const isStudent = index % 11 === 10;
  const income = isStudent ? 24_000 : 44_000 + ((index * 13) % 17) * 5_000;
  // Some carry a tenth or a quarter of their income in older loans elsewhere.
  const emiPercent = isStudent ? 0 : [0, 0, 8, 24, 0, 14, 0][index % 7] ?? 0;
  return {
    dateOfBirth: `${1966 + ((index * 11) % 37)}-${String(1 + (index % 12)).padStart(2, "0")}-${String(1 + ((index * 7) % 27)).padStart(2, "0")}`,
    employmentStatus: isStudent ? "Student" : index % 4 === 3 ? "Self-employed" : "Employed",
    monthlyIncome: String(income),
    jobTitle: isStudent ? "Student" : jobTitle,
    employer: isStudent ? "University of Pune" : employer,
    monthlyEmi: String((income * emiPercent) / 100),
  };
}

const onTime: Habit = { kind: "on_time" };
type Ask = { amount: number; instalments: number; day: number; habit?: Habit; outcome?: Outcome };

const loan = (borrower: number, product: ProductKey, { amount, habit = onTime, outcome = "disbursed", ...when }: Ask): LoanStory => ({
  borrower,
  product,
  amount: String(amount),
  ...when,
  outcome,
  habit,
  purpose: purposes[product],
});

const purposes: Record<ProductKey, string> = {
  personal: "Family expenses",
  home: "Repairs to the house",
  trader: "Stock for the season",
  harvest: "Seed and tools",
  laptop: "A laptop for studies",
  bridge: "Bridging to payday",
};

/** The forty loans of the story, in every state. */
export const loanStories: readonly LoanStory[] = [
  loan(0, "personal", { amount: 240_000, instalments: 24, day: 20 }),
  loan(1, "personal", { amount: 180_000, instalments: 12, day: 8, habit: { kind: "pays_off", at: 5 } }),
  loan(2, "home", { amount: 350_000, instalments: 60, day: 14 }),
  loan(3, "trader", { amount: 150_000, instalments: 12, day: 18 }),
  loan(4, "harvest", { amount: 90_000, instalments: 9, day: 25 }),
  loan(5, "personal", { amount: 300_000, instalments: 36, day: 32, habit: { kind: "late", days: 9 } }),
  loan(6, "laptop", { amount: 70_000, instalments: 12, day: 36 }),
  loan(7, "bridge", { amount: 40_000, instalments: 12, day: 40 }),
  loan(8, "personal", { amount: 120_000, instalments: 18, day: 47, habit: { kind: "given_up", instalments: 3, recovered: "22500" } }),
  loan(9, "trader", { amount: 200_000, instalments: 18, day: 55, habit: { kind: "stops_after", instalments: 8 } }),
  loan(10, "laptop", { amount: 45_000, instalments: 24, day: 60 }),
  // A second crop sold early: the extra comes while only interest is due.
  loan(11, "harvest", { amount: 120_000, instalments: 12, day: 68, habit: { kind: "prepays", at: 2, extra: "25000", choice: "shorter_term" } }),
  loan(12, "personal", { amount: 260_000, instalments: 30, day: 75, habit: { kind: "prepays", at: 5, extra: "60000", choice: "lower_instalment" } }),
  loan(13, "home", { amount: 420_000, instalments: 72, day: 84 }),
  loan(14, "bridge", { amount: 60_000, instalments: 20, day: 95, habit: { kind: "stops_after", instalments: 14 } }),
  loan(15, "trader", { amount: 90_000, instalments: 10, day: 102 }),
  loan(16, "personal", { amount: 200_000, instalments: 24, day: 118 }),
  loan(17, "harvest", { amount: 60_000, instalments: 10, day: 126 }),
  loan(18, "laptop", { amount: 55_000, instalments: 18, day: 140, habit: { kind: "late", days: 3 } }),
  loan(19, "personal", { amount: 350_000, instalments: 48, day: 152 }),
  loan(20, "trader", { amount: 120_000, instalments: 12, day: 166, habit: { kind: "stops_after", instalments: 5 } }),
  loan(22, "bridge", { amount: 35_000, instalments: 10, day: 181 }),
  loan(23, "home", { amount: 500_000, instalments: 60, day: 196 }),
  loan(24, "personal", { amount: 150_000, instalments: 18, day: 212 }),
  loan(25, "harvest", { amount: 100_000, instalments: 10, day: 231 }),
  loan(26, "laptop", { amount: 65_000, instalments: 12, day: 250 }),
  loan(27, "personal", { amount: 220_000, instalments: 24, day: 274 }),
  loan(0, "bridge", { amount: 50_000, instalments: 8, day: 290 }),
  loan(28, "trader", { amount: 140_000, instalments: 14, day: 312 }),
  loan(1, "personal", { amount: 90_000, instalments: 12, day: 330 }),
  loan(3, "personal", { amount: 400_000, instalments: 24, day: 130, outcome: "rejected" }),
  loan(12, "trader", { amount: 120_000, instalments: 12, day: 205, outcome: "rejected" }),
  loan(16, "harvest", { amount: 60_000, instalments: 8, day: 240, outcome: "withdrawn" }),
  loan(24, "home", { amount: 300_000, instalments: 48, day: 352, outcome: "approved" }),
  loan(29, "personal", { amount: 130_000, instalments: 18, day: 358, outcome: "approved" }),
  loan(2, "personal", { amount: 110_000, instalments: 12, day: 359, outcome: "pending" }),
  loan(6, "trader", { amount: 75_000, instalments: 9, day: 361, outcome: "pending" }),
  loan(13, "harvest", { amount: 95_000, instalments: 12, day: 362, outcome: "pending" }),
  loan(18, "personal", { amount: 160_000, instalments: 24, day: 363, outcome: "pending" }),
  loan(21, "home", { amount: 240_000, instalments: 36, day: 364, outcome: "pending" }),
];
