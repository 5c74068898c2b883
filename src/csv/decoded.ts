/** Text of a file, without its byte order mark; null where its bytes are not in that encoding, or it has no such name. */
export function decoded(bytes: Uint8Array, encoding: string | null): string | null {
  try {
    return new TextDecoder(encoding ?? marked(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Excel's "Unicode text" begins with its mark; all else is UTF-8, or has to be named, as encodings cannot be told apart. */
function marked(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
