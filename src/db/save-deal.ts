import { and, eq, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Deal } from '../domain/deal.ts';
import type { Credit, DealEvent } from '../domain/decision.ts';
import type { Db } from './connect.ts';
import { dealRow, partRows } from './deal-rows.ts';
import * as table from './schema.ts';

export type Author = { readonly workspace: WorkspaceId; readonly by: PersonId | null; readonly at: Date };

/** Writes what differs between a deal as it was and as it is now: its row, and the parts that are new or other. */
export async function saveDeal(
  tx: Db,
  before: Deal | null,
  after: Deal,
  { workspace, currency }: { workspace: WorkspaceId; currency: string },
): Promise<void> {
  const row = dealRow(after, workspace, currency);
  if (before === null) await tx.insert(table.deal).values(row);
  else
    await tx
      .update(table.deal)
      .set(row)
      .where(and(eq(table.deal.id, after.id), eq(table.deal.workspaceId, workspace)));
  const was = before === null ? null : partRows(before, workspace);
  const is = partRows(after, workspace);
  const { dealAnswer, dealProof, dealProposal, dealLedger, dealStint, dealOwner } = table;
  const answers = differing(is.answers, was?.answers);
  if (answers.length > 0) {
    const set = { idleSince: sql`excluded.idle_since`, contactChanged: sql`excluded.contact_changed` };
    const target = [dealAnswer.dealId, dealAnswer.question, dealAnswer.version];
    await tx.insert(dealAnswer).values(answers).onConflictDoUpdate({ target, set });
  }
  for (const proof of differing(is.proofs, was?.proofs)) {
    await tx.insert(dealProof).values(proof).onConflictDoUpdate({ target: dealProof.id, set: proof });
  }
  for (const stint of differing(is.stints, was?.stints)) {
    const target = [dealStint.dealId, dealStint.number];
    await tx
      .insert(dealStint)
      .values(stint)
      .onConflictDoUpdate({ target, set: { endedAt: stint.endedAt } });
  }
  const proposals = differing(is.proposals, was?.proposals);
  if (proposals.length > 0) await tx.insert(dealProposal).values(proposals);
  const ledger = differing(is.ledger, was?.ledger);
  if (ledger.length > 0) await tx.insert(dealLedger).values(ledger);
  const owners = differing(is.owners, was?.owners);
  if (owners.length > 0) await tx.insert(dealOwner).values(owners);
}

function differing<T>(rows: readonly T[], before: readonly T[] = []): T[] {
  const known = new Set(before.map((row) => JSON.stringify(row)));
  return rows.filter((row) => !known.has(JSON.stringify(row)));
}

/** History rows of one change. Somebody who acts for the owner stands beside them. */
export function eventRows(deal: Deal, events: readonly DealEvent[], { workspace, by, at }: Author) {
  return events.map(({ kind, from, to, reason }) => ({
    ...{ dealId: deal.id, workspaceId: workspace, version: deal.version, at, byId: by },
    forId: by !== null && by !== deal.owner ? deal.owner : null,
    ...{ kind, before: from, after: to, reason },
  }));
}

/**
 * A win's credit to its owner and that owner's team on the closing day; or all credit of the deal taken back. The team is the answer; null
 * where there is none.
 */
export async function saveCredit(tx: Db, deal: Deal, credit: Credit, author: Author): Promise<TeamId | null> {
  const { workspace, at } = author;
  if (credit.kind === 'give') {
    const { to, amount, on } = credit;
    const { rows } = await tx.execute(sql`
      insert into credit (workspace_id, deal_id, person_id, team_id, amount, credited_on, at)
      values (${workspace}, ${deal.id}, ${to}, (
        select m.team_id from membership m
        where m.workspace_id = ${workspace} and m.person_id = ${to}
          and coalesce(m.joined_on, '-infinity') <= ${on} and coalesce(m.left_on, 'infinity') > ${on}
        order by m.joined_on desc nulls last, m.id limit 1
      ), ${amount}, ${on}, ${at.toISOString()}) returning team_id as team`);
    return (rows as { team: TeamId | null }[])[0]?.team ?? null;
  }
  await tx.execute(sql`
    insert into credit (workspace_id, deal_id, person_id, team_id, amount, credited_on, at)
    select workspace_id, deal_id, person_id, team_id, -sum(amount), ${credit.on}, ${at.toISOString()}
    from credit where workspace_id = ${workspace} and deal_id = ${deal.id}
    group by workspace_id, deal_id, person_id, team_id having sum(amount) <> 0`);
  return null;
}
