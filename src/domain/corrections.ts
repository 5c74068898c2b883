import type { PersonId } from './brand.ts';
import type { FiscalQuarter } from './calendar.ts';
import type { Attained, Entered, QuotaSet } from './movement.ts';

/** What a schedule last said of a quarter. */
export type Shown = {
  readonly quarter: FiscalQuarter;
  readonly at: Date;
  /** Said after its end: whatever changes from then on is a correction. */
  readonly isFinal: boolean;
  readonly team: Attained;
  /** Empty where the channel reads no names. */
  readonly reps: ReadonlyMap<PersonId, Attained>;
};

export type Cause = ({ readonly is: 'win' } & Entered) | ({ readonly is: 'quota' } & QuotaSet);

export type Correction = {
  readonly whose: PersonId | 'team';
  readonly quarter: FiscalQuarter;
  readonly shown: Attained;
  readonly shownAt: Date;
  /** False: what was said then was not the end of it. */
  readonly wasFinal: boolean;
  readonly now: Attained;
  /** The latest last; empty where it is neither a win nor a quota: a holiday, a ramp, a day of joining. */
  readonly causes: readonly Cause[];
};

/**
 * What was said of quarters that have ended, and is no longer so. Of people where they were named, else of the team. Product,
 * section 5.
 */
export function corrections(
  shown: readonly Shown[],
  {
    now,
    causes,
    endOf,
  }: {
    readonly now: (quarter: FiscalQuarter, whose: PersonId | 'team') => Attained;
    readonly causes: readonly Cause[];
    /** The first instant after a quarter, in the workspace's zone. */
    readonly endOf: (quarter: FiscalQuarter) => Date;
  },
): readonly Correction[] {
  return shown.flatMap((said) => {
    const { quarter, at, isFinal, team, reps } = said;
    const late = causes.filter((cause) => isIn(cause, quarter) && cause.at > at && cause.at >= endOf(quarter));
    const of = (whose: PersonId | 'team', before: Attained): readonly Correction[] => {
      const own = whose === 'team' ? late : late.filter(({ person }) => person === whose);
      const after = now(quarter, whose);
      const isSame = before.won === after.won && before.percent === after.percent;
      // What came in before the quarter's end was not in what was said then, and was not wrong either.
      if (isSame || (!isFinal && own.length === 0)) return [];
      const causes = [...own].sort((a, b) => a.at.getTime() - b.at.getTime());
      return [{ whose, quarter, shown: before, shownAt: at, wasFinal: isFinal, now: after, causes }];
    };
    const named = [...reps].flatMap(([person, before]) => of(person, before));
    return named.length > 0 ? named : of('team', team);
  });
}

function isIn(cause: Cause, { from, to }: FiscalQuarter): boolean {
  const day = cause.is === 'win' ? cause.on : cause.startsOn;
  return day >= from && day <= to;
}
