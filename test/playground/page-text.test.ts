import { describe, expect, test } from 'vitest';
import { richText } from '../../src/playground/page/mrkdwn.ts';

describe('text as the page draws it', () => {
  test.each([
    ['an escaped mention stays text', '&lt;!channel&gt; &lt;@U1&gt;', [{ text: '<!channel> <@U1>' }]],
    [
      'what looks like HTML stays text',
      '&lt;img src=x onerror=alert(1)&gt;',
      [{ text: '<img src=x onerror=alert(1)>' }],
    ],
    ['unescaped HTML stays text too', 'a <img src=x> b', [{ text: 'a ' }, { text: '<img src=x>' }, { text: ' b' }]],
    ['an entity is read once', '&amp;lt;', [{ text: '&lt;' }]],
    ['a script address is no link', '<javascript:alert(1)|press>', [{ text: '<javascript:alert(1)|press>' }]],
    ['a heading of Markdown is not dropped', '# Acme', [{ text: '# Acme' }]],
    ['a link of Markdown is none in Slack', '[a](b)', [{ text: '[a](b)' }]],
    ['a calculation is not bold', '5*3*2', [{ text: '5*3*2' }]],
    ['a name with underscores is not italic', 'a_b_c', [{ text: 'a_b_c' }]],
  ])('%s', (_, text, expected) => {
    expect(firstLine({ type: 'mrkdwn', text })).toMatchObject(expected);
  });

  test.each([
    ['*Acme*', [{ text: 'Acme', style: { bold: true } }]],
    ['*_both_*', [{ text: 'both', style: { bold: true, italic: true } }]],
    ['~old~', [{ text: 'old', style: { strike: true } }]],
    ['`/deal *x*`', [{ text: '/deal *x*', style: { code: true } }]],
    ['<@U1>', [{ type: 'user', user_id: 'U1' }]],
    ['<#C1|west>', [{ type: 'channel', channel_id: 'C1' }]],
    ['<https://x.y?a=1&amp;b=2|the *file*>', [{ type: 'link', url: 'https://x.y?a=1&b=2', text: 'the *file*' }]],
    ['<!date^1^{date}|3 Nov>', [{ text: '3 Nov' }]],
    ['see https://x.y/z.', [{ text: 'see ' }, { type: 'link', url: 'https://x.y/z' }, { text: '.' }]],
  ])('%s is drawn as Slack does', (text, expected) => {
    expect(firstLine({ type: 'mrkdwn', text })).toMatchObject(expected);
  });

  test('plain text is never formatted', () => {
    const text = '*Acme* <@U1> &lt;';

    const drawn = firstLine({ type: 'plain_text', text });

    expect(drawn).toEqual([{ type: 'text', text }]);
  });

  test('quoted lines and code stand apart from the rest', () => {
    const text = 'before\n> one\n> two\nafter\n```\ncode *x*\n```';

    const drawn = richText({ type: 'mrkdwn', text });

    expect(drawn.elements.map((part) => [part.type, part.elements[0]])).toMatchObject([
      ['rich_text_section', { text: 'before' }],
      ['rich_text_quote', { text: 'one\ntwo' }],
      ['rich_text_section', { text: 'after' }],
      ['rich_text_preformatted', { text: 'code *x*' }],
    ]);
  });
});

function firstLine(text: Parameters<typeof richText>[0]) {
  return richText(text).elements[0]?.elements;
}
