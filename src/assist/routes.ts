import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { answerChangeOf, undoChangeOf, withdrawChangeOf } from './actions/answer-change.ts';
import { answerCallFor, callSupervisorTo, withdrawCallOf } from './actions/call-supervisor.ts';
import { answerDisputeOf, disputeTalkOf, markExampleOf, takeExampleBackOf } from './actions/dispute-talk.ts';
import { keepConversationOf } from './actions/keep-conversation.ts';
import { removeModelSettings, saveModelSettingsWith } from './actions/model-settings.ts';
import { dropStyleOf, noteStyleOn } from './actions/note-style.ts';
import {
  categoriseBy,
  categoriseNewBy,
  type ModelDoor,
  rephraseBy,
  summariseBy,
  testModelBy,
} from './actions/propose-by-model.ts';
import { importFileOf, proposeChangeOf } from './actions/propose-change.ts';
import { recordAbuseOf, seeAbuseOf, takeBreakAfter, warnOfAbuseOn } from './actions/record-abuse.ts';
import { endTalkRule, recordTalkRule } from './actions/record-talk-rule.ts';
import { explainOverrideOf, judgeOverrideOf, keepStopsOf } from './actions/send-anyway.ts';
import * as contract from './contract.ts';
import { contactHelpOf } from './help.sql.ts';
import * as help from './help-contract.ts';
import {
  languageEdition,
  listChanges,
  sendLibraryFile,
  shippedRuleOf,
  viewChangeOf,
  viewLibrary,
} from './library.sql.ts';
import * as library from './library-contract.ts';
import { modelUses, readModelSettings } from './model.sql.ts';
import * as model from './model-contract.ts';
import * as recognition from './recognition-contract.ts';
import { overridesToJudge, ownOverridesOf } from './sending.sql.ts';
import * as sending from './sending-contract.ts';
import { listeningLines } from './server/recognition-ears.ts';
import { LINE_LIMITS, type LinesOf, speakingLines } from './server/recognition-lines.ts';
import { recognitionNews } from './server/recognition-news.ts';
import { sendLanguage } from './server/send-language.ts';
import * as talk from './talk-contract.ts';
import { ownTalkFigures, personsTalkFigures, talkRule } from './talk-figures.sql.ts';
import * as figures from './talk-figures-contract.ts';
import { openDisputes, talksOfCase, viewTalk } from './talks.sql.ts';
import { tryChangeOf } from './try-change.sql.ts';
import { workdaysOf } from './workdays.sql.ts';
import * as days from './workdays-contract.ts';

export const routes: Route<Staff>[] = [
  raw(contract.language, sendLanguage),
  readTogether(help.contactHelp, contactHelpOf),
  readTogether(days.workdays, workdaysOf),
  write(help.callSupervisor, callSupervisorTo),
  write(help.answerCall, answerCallFor),
  write(help.withdrawCall, withdrawCallOf),
  write(help.warnOfAbuse, warnOfAbuseOn),
  write(help.recordAbuse, recordAbuseOf),
  write(help.seeAbuse, seeAbuseOf),
  write(help.takeBreak, takeBreakAfter),
  write(help.noteStyle, noteStyleOn),
  write(help.dropStyle, dropStyleOf),
  write(talk.keepConversation, keepConversationOf),
  read(talk.list, talksOfCase),
  read(talk.view, viewTalk),
  write(talk.markExample, markExampleOf),
  write(talk.takeExampleBack, takeExampleBackOf),
  write(talk.disputeTalk, disputeTalkOf),
  write(talk.answerDispute, answerDisputeOf),
  read(talk.openDisputes, openDisputes),
  read(figures.ownFigures, ownTalkFigures),
  read(figures.personsFigures, personsTalkFigures),
  read(figures.rule, talkRule),
  write(figures.recordRule, recordTalkRule),
  write(figures.endRule, endTalkRule),
  write(sending.keepStops, keepStopsOf),
  read(sending.ownOverrides, ownOverridesOf),
  write(sending.explainOverride, explainOverrideOf),
  read(sending.overrides, overridesToJudge),
  write(sending.judgeOverride, judgeOverrideOf),
  read(library.edition, languageEdition),
  read(library.library, viewLibrary),
  read(library.shippedRule, shippedRuleOf),
  read(library.changes, listChanges),
  read(library.viewChange, viewChangeOf),
  read(library.tryChange, tryChangeOf),
  raw(library.libraryFile, sendLibraryFile),
  write(library.importFile, importFileOf),
  write(library.proposeChange, proposeChangeOf),
  write(library.answerChange, answerChangeOf),
  write(library.withdrawChange, withdrawChangeOf),
  write(library.undoChange, undoChangeOf),
];

/** Live recognition: two WebSockets. */
export function recognitionRoutes(given: Pick<LinesOf, 'whoNow' | 'needRoom'> & Partial<LinesOf>): Route<Staff>[] {
  const lines = { news: recognitionNews(), limits: LINE_LIMITS, ...given };
  return [raw(recognition.recognise, speakingLines(lines)), raw(recognition.listen, listeningLines(lines))];
}

/** A language model outside, where somebody has switched it on. */
export const modelRoutes = (door: ModelDoor): Route<Staff>[] => [
  read(model.uses, modelUses),
  read(model.readSettings, readModelSettings),
  write(model.saveSettings, saveModelSettingsWith(door.sealer)),
  write(model.removeSettings, removeModelSettings),
  read(model.testSettings, testModelBy(door)),
  read(model.rephrase, rephraseBy(door)),
  read(model.summarise, summariseBy(door)),
  read(model.categorise, categoriseBy(door)),
  read(model.categoriseNew, categoriseNewBy(door)),
];
