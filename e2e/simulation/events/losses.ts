import { topUpFund } from "@/lib/catalog/operations/top-up-fund";
import { endCollection } from "@/lib/loans/operations/end-collection";
import { recordRecovery } from "@/lib/loans/operations/record-recovery";
import { reverseRecovery } from "@/lib/loans/operations/reverse-recovery";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { asText, attempting, someRow, type World, type WorldEvent } from "../world";

const writtenOff = (world: World) =>
  someRow(
    world,
    `SELECT w.loan_id, w.owed_principal + w.owed_interest + w.owed_fees - (SELECT COALESCE(SUM(amount), 0) FROM recoveries r WHERE r.loan_id = w.loan_id AND r.reversed_on IS NULL) AS owed
     FROM write_offs w ORDER BY w.loan_id`,
  );

export const lossEvents: readonly WorldEvent[] = [
  {
    name: "an officer writes a loan off, also one that is not late enough",
    weight: 14,
    async attempt(world) {
      const late = await someRow(world, "SELECT l.id FROM loans l JOIN installation i WHERE l.state = 'active' AND l.oldest_unpaid_due_on <= DATE_SUB(i.business_date, INTERVAL 90 DAY) ORDER BY l.id");
      const loan = late ?? (world.random.percent(3) ? await someRow(world, "SELECT id FROM loans WHERE state = 'active' ORDER BY id") : null);
      if (!loan) return null;
      return attempting(writeOffLoan, { actor: world.officers[0], input: { loanId: loan.id, reason: "Nobody answers." }, refusals: ["loan_not_npl", "repayment_on_its_way"] });
    },
  },
  {
    name: "something comes in for a loan that was written off",
    weight: 10,
    async attempt(world) {
      const { random, officers } = world;
      const loan = await writtenOff(world);
      if (!loan) return null;
      const owed = BigInt(loan.owed);
      const amount = random.percent(10) ? owed + 1n : random.percent(15) ? owed : random.money(1n, owed > 1n ? owed : 1n);
      const input = { loanId: loan.loan_id, amount: asText(amount > 0n ? amount : 1n), note: "By the collector." };
      return attempting(recordRecovery, { actor: officers[0], input, refusals: amount > owed || owed === 0n ? ["recovery_exceeds_owed", "nothing_to_recover"] : [] });
    },
  },
  {
    name: "an officer takes back what came in for a loan that was written off",
    weight: 3,
    async attempt(world) {
      const recovery = await someRow(world, "SELECT id FROM recoveries ORDER BY id DESC LIMIT 12");
      return recovery && attempting(reverseRecovery, { actor: world.officers[0], input: { recoveryId: recovery.id, reason: "It came back." }, refusals: ["recovery_not_reversible"] });
    },
  },
  {
    name: "an officer asks to end collection, or another confirms it",
    weight: 3,
    async attempt(world) {
      const { random, officers } = world;
      const loan = await writtenOff(world);
      if (!loan) return null;
      const step = random.pick(["ask", "confirm"] as const);
      const refusals = ["collection_ended", "collection_end_asked", "collection_end_not_asked", "second_person_required"] as const;
      return attempting(endCollection, { actor: random.pick(officers), input: { loanId: loan.loan_id, step }, refusals });
    },
  },
  {
    name: "a bank feeds the provision fund",
    weight: 2,
    async attempt({ random, officers, bankIds, scale, books }) {
      const bankId = random.pick(bankIds);
      const amount = random.money(1n, scale * 10n);
      return attempting(topUpFund, {
        actor: officers[0],
        input: { bankId, amount: asText(amount) },
        refusals: ["insufficient_bank_capital"],
        afterwards: () => books.bankFeedsFund(bankId, amount),
      });
    },
  },
];
