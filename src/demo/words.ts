import type { ProofKind } from '../domain/deal.ts';
import type { Value } from '../domain/negotiation.ts';
import type { Question } from '../domain/qualification.ts';

/** What prospects say, as reps put it down after a call. */
export const YES: { readonly [Q in Question]: readonly string[] } = {
  timing: [
    'audit in March, has to run before that',
    'two people retire in summer, nobody takes over the paper lists',
    'board wants it live this half-year',
    'new line starts in ten weeks',
    'we have lost two weeks a year to this, that ends now',
    'budget is for this year only',
  ],
  decision: [
    'signs it herself up to €60k',
    'decides with the plant manager, both were in the call',
    'his budget, the CFO only countersigns',
    'brings it to the management meeting, and has brought three others',
    'she and IT decide, we have spoken with both',
  ],
  price: [
    'knows our list price, it is in their plan',
    'pays more for what it would replace',
    'that is the range we talked about inside',
    'compared with one lost day a month, not an issue',
  ],
  alternatives: [
    'looked at two others, neither does audits',
    'building it was stopped last year',
    'we are one of two, the other has no mobile app',
    'doing nothing is off the table since the last recall',
  ],
};

export const NO: { readonly [Q in Question]: readonly string[] } = {
  timing: ['not before the merger is through', 'come back after the summer', 'hiring freeze until the year ends'],
  decision: ['collects offers for somebody he may not name', 'intern with a list of questions'],
  price: ['expected a third of it', 'we pay €200 a month today'],
  alternatives: ['their parent company has a licence already', 'the board has chosen the other, this is for the files'],
};

export const ACCEPTED: { readonly [K in ProofKind]: readonly string[] } = {
  demo: ['that is our Tuesday exactly', 'saw their own checklist in it', 'when can my people try it'],
  references: ['spoke with two plants, both would buy again', 'they said what you said'],
  roi: ['holds on their side, CFO has it', 'they put in their own hours and came out higher'],
  other: ['signed off by their IT', 'tried on the night shift for a week'],
};

export const REFUSED = ['showed the wrong module', 'reference was of another trade', 'their hours were not in it'];

export const ASKED_FOR = [
  'everybody else comes down at quarter’s end',
  'procurement always asks',
  'wants the old price',
];

export const OFFERED: readonly (readonly [Value, string])[] = [
  ['training', 'two days on site'],
  ['onboarding', 'first three checklists set up by us'],
  ['price-lock', 'price fixed for three years'],
  ['support-level', 'answers within two hours in the first month'],
  ['term', 'two years instead of one'],
  ['reference-in-return', 'they speak with two prospects a year'],
];

export const AGREED = [
  '40 seats, two plants, start with audits',
  'Audits and shift handover for one plant, rest next year',
  'Three-year term, training included',
  'Pilot line first, all lines after eight weeks',
  '60 seats, hosted in the EU, payment by quarter',
];

export const STILL_A_GO = ['Yes. Send it.', 'If legal has nothing, we do it.', 'Yes, with you.'];

export const RIVALS = ['Checkwell', 'Opsline', 'a sheet of their own', 'their ERP’s module', 'Tallyho'];

export const LATER = ['after their merger', 'their fiscal year begins in summer', 'new plant manager starts then'];
