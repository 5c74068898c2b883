import type { Button, KnownBlock } from '@slack/types';
import type { Day } from '../domain/calendar.ts';
import type { Correction } from '../domain/corrections.ts';
import type { Sight } from '../domain/digest.ts';
import type { Attained, Movement } from '../domain/movement.ts';
import { FEWEST_UNNAMED } from '../domain/unnamed.ts';
import { detailTable, headTable, percentsOf, reasonLines, repSentence, repsChart } from './attainment-reps.ts';
import { bandsLine, forecastLine, headline, type Led, thereLine, totalsLine, whereLine } from './attainment-words.ts';
import { actions, context, header, type Spoken, section } from './blocks.ts';
import { inFull } from './figures.ts';
import { ids } from './ids.ts';
import { cut, LIMITS } from './limits.ts';
import { correctionLine, movementLine, type Tongue, teamMovementLine } from './movement-words.ts';

export type AttainmentDigest = {
  readonly teamName: string;
  readonly sight: Sight;
  readonly today: Day;
  readonly led: Led;
  /** The quarter that has begun, where the digest leads with the one that ended. */
  readonly next: Led | null;
  /** Null the first time. */
  readonly since: {
    readonly words: string;
    readonly movement: Movement;
    readonly team: readonly [before: Attained, now: Attained] | null;
  } | null;
  readonly corrections: readonly Correction[];
  readonly why: Button;
  readonly tongue: Tongue;
};

/** What has moved is told one by one up to so many in the head, and in its thread. */
const HEAD_MOVES = 5;
const THREAD_MOVES = 40;
/** As many are said in the head, which is what counts as said; the others in its thread. */
const HEAD_CORRECTIONS = 3;
const MOST_CORRECTIONS = 20;

export function attainmentHead(digest: AttainmentDigest): Spoken {
  const { teamName, sight, today, led, next, why, tongue } = digest;
  const { format } = tongue;
  const title = headline(led, sight, format);
  const where = whereLine(teamName, led, today);
  const totals = totalsLine(teamName, led, maySayBeside(digest), format);
  const there = sight === 'totals' ? null : thereLine(led);
  const begun = next === null ? null : begunLine(digest, next);
  const moved = movedLine(digest, HEAD_MOVES);
  const last = [...(moved === null ? [] : [moved]), ...headCorrections(digest)];
  const lines = [there, totals, begun].filter((line) => line !== null);
  const rows = sight === 'names' ? headTable(digest) : null;
  return {
    text: inFull(
      [`${title}. ${where}.`, ...lines],
      sight === 'names' ? led.reps.map((rep) => repSentence(rep, digest)) : [],
      [...(sight === 'no-names' ? [bandsLine(percentsOf(led.reps))] : []), ...last],
    ),
    blocks: [
      header(title),
      context(where),
      section(lines),
      ...(sight === 'totals' ? [] : repsChart(digest)),
      ...(rows === null ? [] : [rows.block]),
      ...(rows === null || rows.left === 0 ? [] : [context(`and ${rows.left} more`)]),
      ...last.map((line) => section([line])),
      // Below: beside a line of words it leaves a phone no room for them.
      actions(ids.whyRow, [why]),
    ],
  };
}

/** Null where the head has said it all. */
export function attainmentDetail(digest: AttainmentDigest): Spoken | null {
  const { teamName, sight, led, corrections, tongue } = digest;
  const others = corrections.slice(HEAD_CORRECTIONS);
  const corrected = others.slice(0, MOST_CORRECTIONS).map((each) => correctionLine(each, teamName, tongue));
  const left = others.length - corrected.length;
  const moved = sight === 'names' ? movedLine(digest, THREAD_MOVES) : null;
  const forecast = forecastLine(led);
  const notes = [
    ...(forecast === null ? [] : [`${teamName}: ${forecast}`]),
    ...corrected,
    ...(left > 0 ? [`and ${left} more corrections`] : []),
    ...(moved === null ? [] : [moved]),
  ].map((line) => cut(line, NOTE));
  const reasons = sight === 'names' ? reasonLines(digest) : [];
  const noted = paragraphs([...notes, ...reasons]);
  const room = LIMITS.messageBlocksText - lengthOf([...notes, ...reasons]) - ROOM_FOR_WORDS;
  const rows = sight === 'names' && led.reps.length > 0 ? detailTable(digest, room) : null;
  if (noted.length === 0 && rows === null) return null;
  return {
    text: inFull(notes, sight === 'names' ? led.reps.map((rep) => repSentence(rep, digest)) : [], []),
    blocks: [
      ...(rows === null ? [] : [rows.block]),
      ...(rows === null || rows.left === 0 ? [] : [context(`and ${rows.left} more`)]),
      ...noted,
    ],
  };
}

function headCorrections({ teamName, corrections, tongue }: AttainmentDigest): readonly string[] {
  const said = corrections.slice(0, HEAD_CORRECTIONS).map((each) => correctionLine(each, teamName, tongue));
  const left = corrections.length - said.length;
  if (left === 0) return said;
  return [...said, `and ${left} more ${left === 1 ? 'correction' : 'corrections'} in the thread`];
}

/** The longest that one note may be, so that many of them leave room for the table. */
const NOTE = 800;
const MOST_NOTED = 4_500;
const ROOM_FOR_WORDS = 200;

/** A section each, as long as there is room. */
function paragraphs(lines: readonly string[]): readonly KnownBlock[] {
  let room = MOST_NOTED;
  const kept = lines.filter((line) => {
    room -= line.length;
    return room >= 0;
  });
  const left = lines.length - kept.length;
  return [...kept.map((line) => section([line])), ...(left === 0 ? [] : [context(`and ${left} more`)])];
}

function lengthOf(lines: readonly string[]): number {
  return Math.min(
    MOST_NOTED,
    lines.reduce((all, line) => all + line.length, 0),
  );
}

/** Where nobody is named, what a few people won beside the quota points at them. */
function maySayBeside({ sight, led }: AttainmentDigest): boolean {
  const others = led.reps.filter(({ quota, won }) => quota.value === null && won !== 0).length;
  return sight === 'names' || (sight === 'no-names' && others >= FEWEST_UNNAMED);
}

function begunLine({ tongue }: AttainmentDigest, next: Led): string {
  const { quarter, elapsed } = next;
  const day = `Q${quarter.quarter} has begun, day ${elapsed.finished} of ${elapsed.days}`;
  return totalsLine(day, { ...next, isOver: true }, false, tongue.format);
}

function movedLine({ sight, since, tongue }: AttainmentDigest, most: number): string | null {
  if (since === null) return null;
  if (sight === 'names') return movementLine(since.words, since.movement, most, tongue);
  return since.team === null ? null : teamMovementLine(since.words, ...since.team);
}
