import { describe, expect, test } from 'vitest';
import { section, spoken, written } from '../../src/views/blocks.ts';

describe('text is shown as it is written', () => {
  test('a bold run stands between stars, and three characters are escaped', () => {
    expect(written([[{ bold: 'R&D <Partners>' }, ' · Prove']])).toEqual({
      type: 'mrkdwn',
      text: '*R&amp;D &lt;Partners&gt;* · Prove',
      verbatim: true,
    });
  });

  test.each(['a*b', '```', '_quiet_', '~gone~', '> quoted', 'a :smile: b', '`x`'])(
    '%s would read as markup, so all of it is plain',
    (name) => {
      expect(written([[{ bold: 'Deal' }], name])).toEqual({ type: 'plain_text', text: `Deal\n${name}`, emoji: false });
    },
  );

  test.each(['America/Los_Angeles', '~ we think so', 'at 09:00 and 10:00', 'a > b'])('%s is no markup', (name) => {
    expect(written([name]).type).toBe('mrkdwn');
  });

  test('what a screen reader is told mentions nobody', () => {
    expect(spoken([section(['<!channel> <@U123>']), section(['*x*'])])).toBe('&lt;!channel&gt; &lt;@U123&gt;\n*x*');
  });
});
