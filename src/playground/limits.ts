import type { Obj } from './json.ts';

export type Complaint = { readonly pointer: string; readonly message: string };

export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

export function complaintsAboutView(_sent: Obj, _type: string): readonly Complaint[] {
  return [];
}

export function complaintsAboutMessage(_blocks: unknown): readonly Complaint[] {
  return [];
}

/** All characters of text in blocks. */
export function textLength(blocks: unknown): number {
  if (Array.isArray(blocks)) return blocks.reduce((sum: number, block) => sum + textLength(block), 0);
  if (typeof blocks !== 'object' || blocks === null) return 0;
  return Object.entries(blocks).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? value.length : textLength(value)),
    0,
  );
}
