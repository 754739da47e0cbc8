import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { checkAddress } from '../../base/server/outgoing.ts';
import type { Sealer } from '../../base/server/sealer.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../model-contract.ts';
import { modelSettingsChanged } from '../model-facts.ts';
import { deleteModelRow, modelRow, putModelRow } from '../store-model.ts';

/** `https://models.example.com/v1`, however much of the path somebody pasted. */
function baseOf(address: string): string {
  const url = URL.parse(address);
  // a key in the address would be shown and logged
  if (!url || url.search) throw new Refusal('base.address-malformed', { status: 400 });
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return url.href.replace(/\/+$/, '');
}

export const saveModelSettingsWith =
  (sealer: Sealer) => async (tx: Tx<Staff>, given: Given<typeof contract.saveSettings>) => {
    const address = baseOf(await checkAddress(baseOf(given.address)));
    const before = await modelRow(tx.sql, tx.caller.orgId);
    const { origin, host } = new URL(address);
    // a key goes nowhere but where it was given for
    const isSame = before !== null && new URL(before.address).origin === origin;
    const kept = isSame ? before.key : null;
    const key = given.apiKey === undefined ? kept : given.apiKey === null ? null : sealer.seal(given.apiKey);
    const uses = [...new Set(given.uses)];
    putModelRow(tx, { address, model: given.model, key, uses, tone: given.tone });
    announce(tx, modelSettingsChanged, {
      subjectId: null,
      data: { removed: false, keyChanged: key !== (before?.key ?? null), host, uses },
    });
  };

export async function removeModelSettings(tx: Tx<Staff>): Promise<void> {
  deleteModelRow(tx);
  announce(tx, modelSettingsChanged, {
    subjectId: null,
    data: { removed: true, keyChanged: true, host: '', uses: [] },
  });
}
