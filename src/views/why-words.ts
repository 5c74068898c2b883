import type { WhyNumber, Withheld } from '../domain/why-number.ts';

/** What numbers are called and what they are, in words that stand here alone. Product, section 6. */

export const NUMBER_NAMES: { readonly [N in WhyNumber]: string } = {
  won: 'Won',
  quota: 'Effective quota',
  attainment: 'Attainment',
  pace: 'Pace',
  forecast: 'Forecast',
  consistency: 'Consistency',
  'deal-size': 'Deal size',
  'sales-cycle': 'Sales cycle',
  'closing-ratio': 'Closing ratio',
  coverage: 'Coverage',
  'required-coverage': 'Required coverage',
  spread: 'Spread',
  explained: 'What explains the spread',
  'live-deals': 'Live deals',
  'usual-times': 'Usual time in a stage',
  calibration: 'Calibration',
};

export const DEFINITIONS: { readonly [N in WhyNumber]: string } = {
  won: 'Final amounts of deals closed won in the quarter, credited for good to the owner and the team of the closing day. A win that is reopened after its quarter has ended is a minus in the quarter in which it is reopened.',
  quota:
    'A full quarter’s amount × the working days on which it holds and the person is a rep (for a team: on that team) ÷ the working days of the quarter, × the ramp if there is one. It is exact, and rounded only where it is shown.',
  attainment: 'Won ÷ effective quota. Of a team: of its people who have a quota, sum ÷ sum.',
  pace: 'Attainment ÷ the share of a quarter that the team has usually won after as many of its working days, over its last four finished quarters. With fewer quarters, the share of working days gone. Whoever joined within the quarter is measured by their own days. From 0.8 on it is on pace; in the first fifth it is not judged.',
  forecast:
    '(Won + the amounts of live deals expected to close this quarter × the closing ratio from their stage over the last four quarters) ÷ effective quota. The ratio is the team’s; under ten closed deals, the workspace’s.',
  consistency: 'Of the last four finished quarters with a quota, those at 80 % or more.',
  'deal-size': 'The mean final amount of the deals won in the quarter.',
  'sales-cycle': 'The mean of days from opened to closed, less days parked, of the deals won in the quarter.',
  'closing-ratio':
    'Won ÷ all closed, among sales-qualified deals closed in the quarter, whatever the reason of loss. From 33 % on it is good, under 20 % poor; under ten deals it is shown and not judged. Losses within 30 days of a reassignment are the team’s, and not the new owner’s.',
  coverage: 'Live sales-qualified amount expected to close this quarter ÷ the quota still to go.',
  'required-coverage':
    '1 ÷ the closing ratio of the last four quarters: at 33 % it takes three times what is still to go, at 20 % five times. Under ten closed deals the team’s ratio counts, of a team the workspace’s.',
  spread:
    'The smallest ÷ the largest of what reps win in a full quarter (a quota on each working day, no ramp), over the last four finished quarters, among today’s reps with at least two such quarters. From 25 % on it is good.',
  explained:
    'Won is closed deals × closing ratio × deal size. So each of the three has a share of the gap between the lowest and the highest rep: the logarithm of its own ratio over that of the spread.',
  'live-deals': 'Deals from Qualify to Negotiate that are not parked. A parked deal whose day has come is live again.',
  'usual-times':
    'The days that three quarters of the won deals of the last four quarters needed in a stage at most, parked days apart, over the whole workspace. Under ten such deals it is 14 days.',
  calibration:
    'Of the deals lost past the gate for a reason that one of the four questions covers: the share where the answer had been “the prospect said so”. It misled us.',
};

export const WITHHELD_WORDS: { readonly [W in Withheld]: string } = {
  'one-person': 'Only one person here has a quota, so this is theirs alone, and for who leads the team to see.',
  'few-reps': 'So few reps can be compared that this would point at them. It is for who leads the team to see.',
  'for-the-manager': 'This is about how single people work, and for who leads the team to see.',
};
