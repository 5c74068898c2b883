import { expect, test } from 'vitest';
import { advanceForm, readAdvanceForm } from '../../src/views/advance-form.ts';
import { readWinForm, winForm } from '../../src/views/close-form.ts';
import { ids } from '../../src/views/ids.ts';
import { aLook } from '../support/a-look.ts';
import { aDeal, aProposal, money, someSettings } from '../support/builders.ts';
import { submitted } from '../support/submitted.ts';

const LONG = 'why '.repeat(200);

test('a reason for the price at closing is a line, not a report', () => {
  const deal = aDeal({ stage: 'negotiate', amount: money(100), proposals: [aProposal()] });
  const form = winForm(deal, aLook());

  expect(readWinForm(submitted(form, { [ids.reason]: 'For a yes today' }), someSettings())).toMatchObject({
    is: 'read',
  });
  expect(readWinForm(submitted(form, { [ids.reason]: LONG }), someSettings())).toMatchObject({
    is: 'wrong',
    errors: { [ids.reason]: 'At most 500 characters, please' },
  });
});

test('what they said to “still a go” is a line as well', () => {
  const form = advanceForm(aDeal({ stage: 'prove' }), aLook());

  expect(readAdvanceForm(submitted(form, { [ids.words]: LONG }), someSettings())).toMatchObject({
    is: 'wrong',
    errors: { [ids.words]: 'At most 500 characters, please' },
  });
});
