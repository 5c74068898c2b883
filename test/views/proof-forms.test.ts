import { describe, expect, test } from 'vitest';
import type { Deal } from '../../src/domain/deal.ts';
import { askProofForm, readAskProofForm } from '../../src/views/ask-proof-form.ts';
import { ids } from '../../src/views/ids.ts';
import { proofForm, readProofForm } from '../../src/views/proof-form.ts';
import { askedForLines, becameLines } from '../../src/views/proof-said.ts';
import { paybackText } from '../../src/views/proof-text.ts';
import { proofsView } from '../../src/views/proofs-view.ts';
import { aLook, LONG } from '../support/a-look.ts';
import { aDeal, aProof, day, money, someSettings } from '../support/builders.ts';
import { complaintsAbout, submitted, withoutFields } from '../support/submitted.ts';

const look = aLook();
const { settings } = look;
const deal = aDeal({ stage: 'prove' });
const roi = aProof({ kind: 'roi', state: 'delivered', roi: { cost: money(500_000), yearlyGain: money(800_000) } });

describe('asking which proof they want', () => {
  const form = askProofForm(deal, 'U0BEN', look);
  const read = (put: Parameters<typeof submitted>[1]) => readAskProofForm(submitted(form, put));

  test('what was ticked, by when, and who sees to it', () => {
    const put = { [ids.wantedProofs]: ['roi', 'demo'], [ids.due]: '2026-03-20', [ids.badForContact]: ' Late  again ' };

    expect(read(put)).toEqual({
      is: 'read',
      value: {
        ...{ v: 1, deal: deal.id, seen: deal.version },
        kinds: ['demo', 'roi'],
        wish: '',
        due: day('2026-03-20'),
        owner: 'U0BEN',
        inPlaceOf: null,
        noProofWanted: '',
        badForContact: 'Late again',
      },
    });
  });

  test.each([
    [['all'], ['demo', 'references', 'roi']],
    [
      ['all', 'demo'],
      ['demo', 'references', 'roi'],
    ],
    [[], []],
  ])('%j stands for %j', (ticked, kinds) => {
    expect(read({ [ids.wantedProofs]: ticked })).toMatchObject({ value: { kinds } });
  });

  test.each([
    [{ [ids.wantedProofs]: ['other'] }, ids.wish, 'What would they like to see? One line is enough'],
    [
      { [ids.wantedProofs]: ['other'], [ids.wish]: '\u200B' },
      ids.wish,
      'What would they like to see? One line is enough',
    ],
    [{ [ids.wish]: 'A pilot' }, ids.wish, 'Tick “Something else” above for this, or clear it'],
    [{ [ids.due]: '1999-01-01' }, ids.due, 'A day between 2000 and 2100'],
    [{ [ids.noProofWanted]: 'x'.repeat(501) }, ids.noProofWanted, 'At most 500 characters, please'],
    [{ [ids.badForContact]: 'x'.repeat(501) }, ids.badForContact, 'At most 500 characters, please'],
  ])('%j is told in its field', (put, id, problem) => {
    expect(read(put)).toEqual({ is: 'wrong', errors: { [id]: problem } });
  });

  test('in place of a refused one that nothing stands in for', () => {
    const refused = aProof({ state: 'refused' });
    const answered = aProof({ state: 'refused' });
    const instead = aProof({ inPlaceOf: answered.id });
    const asked = askProofForm({ ...deal, proofs: [refused, answered, instead] }, null, look);

    expect(readAskProofForm(submitted(asked))).toMatchObject({ value: { inPlaceOf: refused.id, owner: null } });
    expect(readAskProofForm(submitted(asked, { [ids.inPlaceOf]: 'none' }))).toMatchObject({
      value: { inPlaceOf: null },
    });
    expect(JSON.stringify(asked)).not.toContain(answered.id);
  });

  test.each([ids.wantedProofs, ids.wish, ids.due, ids.owner, ids.noProofWanted, ids.badForContact])(
    'a form without %s is of another version',
    (id) => {
      expect(readAskProofForm(withoutFields(submitted(form), id))).toEqual({ is: 'outdated' });
    },
  );

  test('so is one that says nothing of its deal', () => {
    expect(readAskProofForm({ ...submitted(form), private_metadata: '{"v":2}' })).toEqual({ is: 'outdated' });
  });
});

describe('one proof', () => {
  const form = proofForm({ ...deal, proofs: [roi] }, roi, 'U0BEN', look);
  const read = (put: Parameters<typeof submitted>[1]) => readProofForm(submitted(form, put), settings);

  test('what it showed comes back unchanged', () => {
    const { state, note, link, due } = roi;

    expect(read({})).toEqual({
      is: 'read',
      value: {
        ...{ v: 1, deal: deal.id, seen: deal.version, of: roi.id },
        ...{ state, note, link, due, owner: 'U0BEN', wish: undefined, roi: roi.roi },
      },
    });
  });

  test.each([
    [{ [ids.link]: 'http://docs.example' }, ids.link, 'A link that begins with https://'],
    [{ [ids.link]: 'javascript:alert(1)' }, ids.link, 'A link that begins with https://'],
    [{ [ids.link]: `https://docs.example/${'x'.repeat(2_000)}` }, ids.link, 'A link that begins with https://'],
    [{ [ids.cost]: '' }, ids.cost, 'Both figures, or none'],
    [{ [ids.yearlyGain]: '' }, ids.yearlyGain, 'Both figures, or none'],
    [{ [ids.yearlyGain]: '0' }, ids.yearlyGain, 'An amount above 0'],
    [{ [ids.cost]: '-5' }, ids.cost, 'An amount cannot be below zero'],
    [{ [ids.cost]: '12.345' }, ids.cost, '12.345 could be thousands or decimals. Write 12,345 or 12.35'],
    [{ [ids.due]: '2101-01-01' }, ids.due, 'A day between 2000 and 2100'],
    [{ [ids.proofState]: 'lost' }, ids.proofState, 'How does it stand?'],
  ])('%j is told in its field', (put, id, problem) => {
    expect(read(put)).toEqual({ is: 'wrong', errors: { [id]: problem } });
  });

  test('both figures taken out are none', () => {
    expect(read({ [ids.cost]: '', [ids.yearlyGain]: null })).toMatchObject({ value: { roi: null } });
  });

  test('only something else says what it is, and has to', () => {
    const other = aProof({ kind: 'other', wish: 'A pilot' });
    const asked = proofForm({ ...deal, proofs: [other] }, other, null, look);

    expect(readProofForm(submitted(asked), settings)).toMatchObject({ value: { wish: 'A pilot', roi: undefined } });
    expect(readProofForm(submitted(asked, { [ids.wish]: ' ' }), settings)).toMatchObject({ is: 'wrong' });
    expect(readProofForm(submitted(asked, { [ids.wish]: 'x'.repeat(121) }), settings)).toMatchObject({ is: 'wrong' });
  });

  test.each([ids.proofState, ids.note, ids.link, ids.due, ids.owner])(
    'a form without %s is of another version',
    (id) => {
      expect(readProofForm(withoutFields(submitted(form), id), settings)).toEqual({ is: 'outdated' });
    },
  );
});

describe('what is said of a proof', () => {
  test.each([
    [500_000, 800_000, '.', 'pays back in 7.5 months'],
    [500_000, 800_000, ',', 'pays back in 7,5 months'],
    [100, 1_200, '.', 'pays back in 1 month'],
  ] as const)('%i that brings %i a year (%s): %s', (cost, yearlyGain, decimal, said) => {
    expect(paybackText({ cost: money(cost), yearlyGain: money(yearlyGain) }, someSettings({ decimal }))).toBe(said);
  });

  test('nothing without figures, or without a change', () => {
    expect(paybackText(null, settings)).toBeNull();
    expect(becameLines(null, look)).toEqual([]);
    expect(askedForLines([])).toEqual([]);
  });

  test('one with something in its place needs nothing more', () => {
    const refused = aProof({ state: 'refused' });
    const proofs = [refused, aProof({ inPlaceOf: refused.id })];

    expect(becameLines({ deal: { ...deal, proofs }, proof: refused }, look)).toEqual(['Demo: refused.']);
  });
});

describe('within Slack’s limits', () => {
  const proofs = Array.from({ length: 60 }, (_, index) =>
    aProof({
      ...{ kind: 'other', wish: LONG, note: LONG.repeat(3), link: `https://docs.example/${'x'.repeat(1_900)}` },
      state: index % 2 === 0 ? 'refused' : 'delivered',
    }),
  );
  const large: Deal = { ...deal, company: LONG, proofs, noProofWanted: LONG, badForContact: LONG };

  test.each([
    ['the overview', proofsView(large, look)],
    ['asking for one', askProofForm(large, 'U0BEN', look)],
    ['changing one', proofForm(large, proofs[0] ?? roi, 'U0BEN', look)],
    ['a calculation', proofForm(large, roi, null, look)],
  ])('%s, at its largest', (_, view) => {
    expect(complaintsAbout(view)).toEqual([]);
    expect(JSON.stringify(view.blocks).length).toBeLessThan(250_000);
  });
});
