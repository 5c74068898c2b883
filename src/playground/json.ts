/** JSON whose shape is not known yet. */
export type Obj = { readonly [key: string]: unknown };

export function isObj(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under `key`, or an empty one. */
export function objAt(value: unknown, key: string): Obj {
  const inner = isObj(value) ? value[key] : undefined;
  return isObj(inner) ? inner : {};
}

/** The string under `key`; empty where there is none. */
export function textAt(value: unknown, key: string): string {
  const inner = isObj(value) ? value[key] : undefined;
  return typeof inner === 'string' ? inner : '';
}

/** The objects in the list under `key`; anything else in it is left out. */
export function objsAt(value: unknown, key: string): readonly Obj[] {
  const inner = isObj(value) ? value[key] : undefined;
  return Array.isArray(inner) ? inner.filter(isObj) : [];
}

/** Undefined where the text is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
