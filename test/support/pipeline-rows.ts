import { randomUUID } from 'node:crypto';
import type { DealId } from '../../src/domain/brand.ts';
import { addDays } from '../../src/domain/calendar.ts';
import type { LiveRow, TouchedRow } from '../../src/domain/discipline.ts';
import { daysLater, OWNER, TODAY } from './builders.ts';

/** A live deal about which there is nothing to say: five days in Prove, all asked, due in two weeks. */
export function aRow(but: Partial<LiveRow> = {}): LiveRow {
  return {
    ...{
      id: randomUUID() as DealId,
      version: 4,
      company: 'Acme',
      title: '',
      owner: OWNER,
      stage: 'prove',
      amount: 10_000_00,
    },
    ...{ expectedClose: addDays(TODAY, 14), days: 5, openedAt: daysLater(-10), isQualified: true },
    ...{ openPoints: [], notAsked: [], stale: [], noes: [] },
    ...but,
  };
}

export function aTouched(deal: DealId, but: Partial<TouchedRow> = {}): TouchedRow {
  return {
    ...{ deal, isNew: false, isAdvanced: false, isMovedBack: false, isWon: false, isLost: false, isEnded: false },
    ...{ endedAfter: null, wasExpected: null },
    ...but,
  };
}
