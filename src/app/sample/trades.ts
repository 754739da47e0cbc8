import { DEALER } from './dealer/trade.ts';
import { GIFT } from './gift/trade.ts';
import type { Trade } from './trade.ts';

const TRADES: readonly Trade[] = [DEALER, GIFT];

/** The stories that were written for a pack; null for a pack that has none. */
export const tradeOf = (pack: string): Trade | null => TRADES.find((trade) => trade.pack === pack) ?? null;
