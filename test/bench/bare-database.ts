import { PGlite, protocol } from '@electric-sql/pglite';
import { Client } from 'pg';

/** A driver alone, with prepared statements whose parameters are all text in Postgres' own writing. */
export type BareDatabase = {
  readonly run: (sql: string) => Promise<void>;
  readonly prepare: (name: string, sql: string) => Promise<(values: readonly (string | null)[]) => Promise<void>>;
  readonly close: () => Promise<void>;
};

export async function barePostgres(connectionString: string): Promise<BareDatabase> {
  const client = new Client({ connectionString });
  await client.connect();
  return {
    run: async (sql) => void (await client.query(sql)),
    prepare: async (name, text) => async (values) => void (await client.query({ name, text, values: [...values] })),
    close: () => client.end(),
  };
}

/** PGlite's own `query` parses a statement each time, so that what is prepared goes by the protocol. */
export async function bareEmbedded(folder: string): Promise<BareDatabase> {
  const { serialize } = protocol;
  const lite = await PGlite.create(folder);
  const send = (...messages: readonly Uint8Array[]) =>
    lite.runExclusive(async () => {
      for (const message of messages) await lite.execProtocol(message, {});
    });
  return {
    run: async (sql) => void (await lite.exec(sql)),
    prepare: async (name, text) => {
      await send(serialize.parse({ name, text }), serialize.sync());
      return (values) =>
        send(serialize.bind({ statement: name, values: [...values] }), serialize.execute({}), serialize.sync());
    },
    close: () => lite.close(),
  };
}
