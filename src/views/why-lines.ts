import { never } from '../domain/brand.ts';
import { type Day, quarterName, shortDay } from '../domain/calendar.ts';
import { fraction, isAbove, over, ZERO } from '../domain/fraction.ts';
import type { Against } from '../domain/metrics.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import { type QuotaPart, WHOLE_SHARE } from '../domain/quota.ts';
import type { Reckoning, StagePart } from '../domain/reckoning.ts';
import { percentText as basisPoints } from '../domain/setting-text.ts';
import type { Settings } from '../domain/settings.ts';
import type { Factor } from '../domain/spread.ts';
import type { Line } from './blocks.ts';
import { moneyText, paceText, percent, percentText } from './figures.ts';
import { daysText, FACTOR_WORDS, FEWEST_USUAL } from './why-figures.ts';
import { listed, STAGE_NAMES } from './words.ts';

type Seen = { readonly settings: Settings; readonly today: Day };

/** How a number is reckoned, with its actual parts; a line each. */
export function reckonedLines(reckoning: Reckoning, seen: Seen): readonly Line[] {
  const { settings } = seen;
  switch (reckoning.of) {
    case 'won':
      return [
        reckoning.entries === 0
          ? 'No win, and no minus.'
          : `${reckoning.entries} ${reckoning.entries === 1 ? 'win or minus' : 'wins and minuses'} add up to it.`,
      ];
    case 'quota':
      return quotaLines(reckoning, seen);
    case 'attainment':
      return isAbove(reckoning.against.quota, ZERO) ? [`${againstText(reckoning.against, settings)}.`] : [];
    case 'pace':
      return paceLines(reckoning);
    case 'forecast':
      return forecastLines(reckoning, settings);
    case 'consistency':
      return consistencyLines(reckoning, settings);
    case 'deal-size': {
      const { quarter, lastFour } = reckoning;
      return salesLines(quarter.dealSizeMedian, lastFour.dealSize, (value) => moneyText(value, settings));
    }
    case 'sales-cycle':
      return salesLines(reckoning.quarter.salesCycleMedian, reckoning.lastFour.salesCycle, daysText);
    case 'closing-ratio':
      return ratioLines(reckoning);
    case 'coverage':
      return coverageLines(reckoning, settings);
    case 'required-coverage':
      return requiredLines(reckoning);
    case 'spread':
      return spreadLines(reckoning, settings);
    case 'explained':
      return explainedLines(reckoning, settings);
    case 'live-deals':
      return ['As they stand now; each is listed below.'];
    case 'usual-times':
      return reckoning.times.map(({ stage, days, n }) => {
        const counts = n >= FEWEST_USUAL ? '' : ', so 14 counts';
        return `${STAGE_NAMES[stage]}: ${days === 1 ? '1 day' : `${days} days`}, from ${n} won ${n === 1 ? 'deal' : 'deals'}${counts}.`;
      });
    case 'calibration':
      return reckoning.figure.value === null ? [] : [`${percentText(reckoning.figure)} of ${reckoning.figure.n ?? 0}.`];
    default:
      return never(reckoning);
  }
}

type Of<K extends Reckoning['of']> = Extract<Reckoning, { of: K }>;

function money(amount: number, settings: Settings): string {
  return formatMoney(amount as Money, settings);
}

/** `€128,000 ÷ €250,000 effective quota`. */
function againstText({ won, quota }: Against, settings: Settings): string {
  return `${money(won, settings)} won ÷ ${moneyText(quota, settings)} effective quota`;
}

/** A section of Slack's shows no more; whoever is looked for can be chosen above. */
const MOST_LINES = 30;

function shortened(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more: choose them above`];
}

function quotaLines({ days, parts, people }: Of<'quota'>, { settings, today }: Seen): readonly Line[] {
  if (people !== null) return shortened(people.map(({ name, quota }) => `${name}: ${moneyText(quota, settings)}`));
  return parts.map((part) => partText(part, days, { settings, today }));
}

function partText({ from, to, amount, days, share }: QuotaPart, all: number, { settings, today }: Seen): string {
  const ramp = share === WHOLE_SHARE ? '' : ` × ${basisPoints(share, settings.decimal)} % ramp`;
  const when = `${shortDay(from, today)} to ${shortDay(to, today)}`;
  const worth = fraction(BigInt(amount) * BigInt(days) * BigInt(share), all * WHOLE_SHARE);
  return `${when}: ${money(amount, settings)} × ${days} of ${all} working days${ramp} = ${moneyText(worth, settings)}`;
}

function paceLines({ attained, elapsed: { finished, days }, usual }: Of<'pace'>): readonly Line[] {
  const gone = `${finished} of ${days} working days are finished.`;
  if (attained === null || finished === 0) return [gone];
  const share =
    usual === null
      ? `${percent(fraction(finished, days))}, the share of working days gone`
      : `${percent(usual)}, what the team usually has by now`;
  return [gone, `${percent(attained)} attainment ÷ ${share}.`];
}

function forecastLines({ against, stages }: Of<'forecast'>, settings: Settings): readonly Line[] {
  if (!isAbove(against.quota, ZERO)) return [];
  return [
    `${money(against.won, settings)} won`,
    ...stages.map((part) => `+ ${stageText(part, settings)}`),
    `÷ ${moneyText(against.quota, settings)} effective quota.`,
  ];
}

function stageText({ stage, deals, amount, ratio, ratioOf, likely }: StagePart, settings: Settings): string {
  const from = `${money(amount, settings)} in ${STAGE_NAMES[stage]} (${deals === 1 ? '1 deal' : `${deals} deals`})`;
  if (ratio === null || likely === null) return `${from}: too few deals have closed to say`;
  return `${from} × ${percent(ratio)}, the ${ratioOf}’s ratio = ${moneyText(likely, settings)}`;
}

function consistencyLines({ quarters, streak }: Of<'consistency'>, settings: Settings): readonly Line[] {
  const lines = quarters.map(({ quarter, won, quota }) => {
    if (!isAbove(quota, ZERO)) return `${quarterName(quarter)}: no quota`;
    return `${quarterName(quarter)}: ${money(won, settings)} of ${moneyText(quota, settings)}, ${percent(over(fraction(won), quota))}`;
  });
  return [...lines, `At 80 % or more in a row up to the last one: ${streak}.`];
}

type Value = Parameters<typeof percent>[0];
type Sum = Parameters<typeof percentText>[0];

function salesLines(median: Sum, lastFour: Sum, text: (value: Value) => string): readonly Line[] {
  return [
    ...(median.value === null ? [] : [`Median beside it: ${text(median.value)}.`]),
    ...(lastFour.value === null
      ? []
      : [`Over the last four quarters: ${text(lastFour.value)}, from ${lastFour.n ?? 0}.`]),
  ];
}

function ratioLines({ quarter, lastFour, won }: Of<'closing-ratio'>): readonly Line[] {
  const { n } = quarter.closingRatio;
  const four = lastFour.closingRatio;
  return [
    ...(n === null || n === 0 ? [] : [`${won} won ÷ ${n} closed.`]),
    ...(quarter.closingRatioByAmount.value === null ? [] : [`By amount ${percentText(quarter.closingRatioByAmount)}.`]),
    ...(four.value === null ? [] : [`Over the last four quarters: ${percentText(four)} of ${four.n ?? 0}.`]),
  ];
}

function coverageLines({ against, toGo, deals, amount }: Of<'coverage'>, settings: Settings): readonly Line[] {
  if (!isAbove(against.quota, ZERO)) return [];
  const go = `${moneyText(against.quota, settings)} effective quota − ${money(against.won, settings)} won = ${moneyText(toGo, settings)} to go.`;
  return [
    go,
    `${money(amount, settings)} in ${deals === 1 ? '1 deal' : `${deals} deals`} ÷ ${moneyText(toGo, settings)}.`,
  ];
}

function requiredLines({ own, required }: Of<'required-coverage'>): readonly Line[] {
  const ratio = own.value === null ? 'none closed' : `${percentText(own)} of ${own.n ?? 0}`;
  const isOwn = (own.n ?? 0) >= 10;
  if (required.value === null) return [`Closing ratio of the last four quarters: ${ratio}.`];
  return isOwn
    ? [`1 ÷ ${ratio} closed over the last four quarters.`]
    : [
        `Closing ratio of the last four quarters: ${ratio}. With under ten, the wider one counts: ${required.n ?? 0} closed deals.`,
      ];
}

function spreadLines({ spread, reps, apart }: Of<'spread'>, settings: Settings): readonly Line[] {
  const { worst, best } = spread;
  if (reps === null) return ['Which reps it compares is for who leads the team to see.'];
  const ends =
    worst === null || best === null
      ? []
      : [
          `${worst.name} ${moneyText(worst.perQuarter, settings)} ÷ ${best.name} ${moneyText(best.perQuarter, settings)} a full quarter.`,
        ];
  const each = reps.map(
    ({ name, perQuarter, quarters }) => `${name}: ${moneyText(perQuarter, settings)} a quarter, ${quarters} full ones`,
  );
  const aside = apart.length === 0 ? [] : [`With fewer than two full quarters: ${listed(shortened(apart))}.`];
  return [...ends, ...shortened(each), ...aside];
}

function explainedLines({ explained, worst, best }: Of<'explained'>, settings: Settings): readonly Line[] {
  if (explained.is === 'not-split') return [];
  return [`${worst} against ${best}:`, ...explained.factors.map((factor) => factorText(factor, settings))];
}

function factorText({ name, worst, best, share }: Factor, settings: Settings): string {
  const text = (value: Value): string => {
    if (name === 'closingRatio') return percent(value);
    return name === 'dealSize' ? moneyText(value, settings) : paceText({ value, n: null, why: null });
  };
  const part = share === null ? 'the lowest rep is ahead' : `${share} % of the gap`;
  return `${FACTOR_WORDS[name]}: ${text(worst)} against ${text(best)}, ${part}`;
}
