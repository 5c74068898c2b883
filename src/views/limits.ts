import { cutText } from '../domain/text.ts';

/** Slack's limits, in UTF-16 units or counts; where its documents differ, the smaller. */
export const LIMITS = {
  header: 150,
  section: 3_000,
  contextElements: 10,
  modalTitle: 24,
  modalButton: 24,
  modalBlocks: 100,
  messageBlocks: 45,
  button: 75,
  buttonsInRow: 25,
  option: 75,
  options: 100,
  label: 2_000,
  hint: 2_000,
  placeholder: 150,
  typed: 3_000,
  metadata: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  overflow: 5,
  messageText: 3_000,
  /** Of all blocks of a message: Slack refuses about 13,200, which no document says. */
  messageBlocksText: 10_000,
  tableRows: 100,
  /** Of all tables of a message. */
  tableText: 10_000,
  chartTitle: 50,
  chartLabel: 20,
  chartPoints: 20,
} as const;

/** What people may type, in characters as they see them: reliability, section 8, input. */
export const TYPED = { name: 120, reason: 500, note: 3_000 } as const;

export function cut(text: string, limit: number): string {
  return cutText(text, limit);
}

/** Disarms mentions, links and dates in mrkdwn. Only for text that is not escaped yet, after it was cut. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
