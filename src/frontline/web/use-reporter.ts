import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, newKey, Problem } from '../../base/web/call.ts';
import { kept } from '../../base/web/kept.ts';
import { setZone } from '../../base/web/zone.ts';
import type * as contract from '../contract.ts';
import type { Me } from '../contract.ts';

const device = kept<string>('wanhui.frontline.device');
/** Who reports here, so that the page works while there is no network. */
const known = kept<string>('wanhui.frontline.me');

let secret: string | null = null;

/** The secret leaves the address at once, so that it stays in no history. */
function takeSecret(): boolean {
  const found = /^#([\w-]{43})$/.exec(location.hash)?.[1];
  if (!found) return false;
  secret = found;
  history.replaceState(history.state, '', location.pathname);
  return true;
}

async function enter(): Promise<Me> {
  const link = secret;
  if (!link) return call<typeof contract.whoReports>('GET /api/frontline/session');
  if (!device.get()) device.set(newKey());
  try {
    return await call<typeof contract.openLink>('POST /api/frontline/session', {
      input: { link, device: device.get() ?? '' },
    });
  } catch (error) {
    if ((error as Problem).status < 400 || (error as Problem).status >= 500) throw error;
    // an old link on a phone that is in already
    return call<typeof contract.whoReports>('GET /api/frontline/session').catch(() => {
      throw error;
    });
  }
}

async function enterOrRemember(): Promise<Me> {
  const me = await entered();
  setZone(me.timeZone);
  return me;
}

async function entered(): Promise<Me> {
  try {
    const me = await enter();
    secret = null;
    known.set(JSON.stringify(me));
    return me;
  } catch (error) {
    const away = error instanceof Problem && (error.status === 0 || error.status >= 500 || error.status === 429);
    const before = known.get();
    if (away && before && !secret) return JSON.parse(before) as Me;
    if (!away && !secret) known.set(null);
    throw error;
  }
}

export function useReporter() {
  const [round, setRound] = useState(() => (takeSecret() ? 1 : 0));
  useEffect(() => {
    const look = () => {
      if (takeSecret()) setRound((before) => before + 1);
    };
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return useQuery({
    queryKey: ['reporter', round],
    queryFn: enterOrRemember,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
}
