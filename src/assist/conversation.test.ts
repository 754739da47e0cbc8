import { describe, expect, it } from 'vitest';
import { analyse, type Said } from './conversation.ts';
import { Engine } from './engine.ts';
import { languageSchema } from './language.ts';
import { saidOf } from './language-problems.ts';

const engine = new Engine(
  languageSchema.parse({
    signals: { 'way-on': { any: ['我帮您'] }, 'only-greeting': { any: ['^ 喂|您好 $'] } },
    families: [
      {
        key: 'flat_refusal',
        title: '生硬拒绝',
        severity: 'fault',
        reason: '只说不行，不说原因也不给出路。',
        cards: [
          { key: 'way', text: '这件事眼下办不了，我可以先为您{办法}。' },
          { key: 'for-plain', text: '{称呼}，原因是{原因}，我帮您另想办法。', for: ['plain'] },
        ],
        rules: [
          { key: 'plain', any: ['就是 不行'], unless: ['不是 ~6 不行'], redeemed: ['@way-on'], hits: ['就是不行'] },
        ],
      },
      {
        key: 'closed_invitation',
        title: '封闭式开场',
        severity: 'fault',
        reason: '一开口就替客户下结论。',
        cards: [{ key: 'open', text: '请问有什么可以帮您？' }],
        rules: [{ key: 'whom', any: ['找 谁'], when: { turn: 'first' }, hits: ['找谁'] }],
      },
      {
        key: 'over_apology',
        title: '道歉过多',
        severity: 'warning',
        reason: '一味道歉，不说怎么办。',
        cards: [{ key: 'next', text: '接下来我为您{办法}。' }],
        rules: [],
      },
    ],
    principles: { selfEsteem: { any: ['理解 ~4 心情'] } },
    promises: { time: { any: ['明天 ~6 送到'] } },
    apologies: { feeling: { any: ['抱歉|对不起'] }, fault: { any: ['我们 ~2 弄错'] } },
    acts: {
      invite: { any: ['有什么可以帮'] },
      listen: { any: ['单号'] },
      inform: { any: ['送到'] },
      close: { any: ['再见'] },
    },
    limits: { apologies: { inOne: 3, inRow: 2 } },
  }),
);

const heard = (...lines: string[]) => {
  const utterances: Said[] = lines.map(saidOf);
  return analyse(engine, { utterances, channel: 'call', case: {} });
};
const families = (...lines: string[]) =>
  heard(...lines).findings.map(({ utterance, family }) => `${utterance} ${family}`);

describe('a conversation', () => {
  it('goes through its phases, each utterance by what it ends in', () => {
    const { utterances } = heard(
      'agent: 您好，有什么可以帮您',
      'customer: 喂',
      'customer: 快递没到',
      'agent: 抱歉，单号是多少',
      'customer: 123',
      'agent: 理解您的心情，明天上午给您送到',
      'agent: 再见',
    );
    expect(utterances.map(({ phase }) => phase)).toEqual([
      'invite',
      'invite',
      'listen',
      'listen',
      'listen',
      'inform',
      'close',
    ]);
  });

  it('tells principles by their clause, promises, apologies, but not what was asked', () => {
    const { utterances } = heard('agent: 好的，我很理解您的心情，明天给您送到。', 'agent: 明天给您送到可以吗？');
    const first = utterances[0];
    expect(first?.principles.map(({ principle, start, end }) => [principle, first.text.slice(start, end)])).toEqual([
      ['selfEsteem', '我很理解您的心情'],
    ]);
    expect(first?.promises.map(({ kind, start, end }) => [kind, first.text.slice(start, end)])).toEqual([
      ['time', '明天给您送到'],
    ]);
    expect(utterances[1]?.promises).toEqual([]);
  });

  it('finds only in the agent’s words, and where the rule holds', () => {
    expect(families('customer: 就是不行', 'agent: 就是不行。')).toEqual(['1 flat_refusal']);
    expect(families('agent: 就是不行。我帮您问问')).toEqual([]);
    expect(families('agent: 不是就是不行')).toEqual([]);
    expect(families('agent: 您刚才说就是不行')).toEqual([]);
    expect(families('agent: 找谁', 'agent: 找谁')).toEqual(['0 closed_invitation']);
  });

  it('gives the card that is made for the rule, and the exact words', () => {
    const [finding] = heard('agent: 😀我说，就 是*不 行！').findings;
    expect(finding?.suggestion).toBe('{称呼}，原因是{原因}，我帮您另想办法。');
    expect('😀我说，就 是*不 行！'.slice(finding?.start, finding?.end)).toBe('就 是*不 行');
  });

  it('counts apologies that nothing follows, in one utterance and in a row', () => {
    expect(families('agent: 抱歉，对不起，抱歉')).toEqual(['0 over_apology']);
    expect(families('agent: 抱歉', 'customer: 然后呢', 'agent: 对不起')).toEqual(['2 over_apology']);
    expect(families('agent: 抱歉', 'agent: 抱歉，单号多少？', 'agent: 抱歉')).toEqual([]);
  });

  it('knows an apology for the fault from one for the feeling', () => {
    expect(
      heard('agent: 抱歉让您久等', 'agent: 抱歉，是我们弄错了', 'agent: 好的').utterances.map(({ apology }) => apology),
    ).toEqual(['feeling', 'fault', null]);
  });
});

describe('the phase of what the agent says', () => {
  const listening = new Engine(
    languageSchema.parse({
      signals: {
        'only-greeting': { any: ['^ 喂|您好|你好 $'] },
        'ph-intro': { any: ['我是'] },
        'ph-offers': { any: ['请讲'] },
        'ph-warm': { any: ['您'] },
        'ph-reads-back': { any: ['核对 一遍'] },
        'ph-settles': { any: ['^ 那就'] },
        'ph-bye': { any: ['再见'] },
        'ph-done': { any: ['^ 没有了'] },
        'ph-agrees': { any: ['^ 好'] },
        'ob-accepts': { any: ['^ 行'] },
        'ob-yet': { any: ['不过'] },
      },
      objections: { reasonable: { any: ['太慢'] }, unreasonable: { any: ['百倍'] } },
      acts: {
        invite: { any: ['您好'] },
        listen: { any: ['单号', '稍等'] },
        acknowledge: { any: ['理解', '放心'] },
        inform: { any: ['送到', '退款', '查到了'] },
        close: { any: ['谢谢', '还有 别的'] },
      },
    }),
  );
  const ANSWERED = ['agent: 您好', 'customer: 快递没到', 'agent: 今晚送到'];
  const listen = (...lines: string[]) =>
    analyse(listening, { utterances: lines.map(saidOf), channel: 'call', case: {} }).utterances;
  const phase = (...lines: string[]) => listen(...lines).at(-1)?.phase;
  const objection = (...lines: string[]) => listen(...lines).at(-1)?.objection;

  it('is the one of its last sentence that does anything; sympathy stands behind what is done', () => {
    const told = ANSWERED.slice(0, 2);
    expect(phase(...told, 'agent: 理解您。单号是多少')).toBe('listen');
    expect(phase(...told, 'agent: 单号看到了。很理解您')).toBe('listen');
    expect(phase(...told, 'agent: 今晚送到，请您理解')).toBe('inform');
    expect(phase(...told, 'agent: 理解您')).toBe('acknowledge');
    expect(phase(...told, 'agent: 理解您，单号呢，稍等')).toBe('listen');
  });

  it('leaves the name under a letter out', () => {
    expect(phase('customer: 东西坏了', 'agent: 先生：\n您好。已经退款。\n谢谢。\n客服部敬上某某某女士')).toBe('close');
  });

  it('takes a question that it does not know for one about facts until something was answered', () => {
    expect(phase(...ANSWERED.slice(0, 2), 'agent: 是前门还是后门？')).toBe('listen');
    expect(phase(...ANSWERED, 'agent: 是前门还是后门？')).toBe('inform');
    expect(phase(...ANSWERED, 'agent: 单号有吗？是前门还是后门？')).toBe('listen');
  });

  it('takes unknown words as sympathy or an answer, by their tone and by what was answered', () => {
    const told = ANSWERED.slice(0, 2);
    expect(phase(...told, 'agent: 等了三天还不见影子，够您受的')).toBe('acknowledge');
    expect(phase(...told, 'agent: 等不等是另外一回事情')).toBe('inform');
    expect(phase(...ANSWERED, 'agent: 放心，等了三天还不见影子的是另一件')).toBe('inform');
    expect(phase(...ANSWERED, 'agent: 谢谢您。等了三天还不见影子的是另一件')).toBe('inform');
    expect(phase(...told, 'agent: 嗯')).toBe('listen');
  });

  it('begins anew with whoever takes over, and with whom the customer speaks to first', () => {
    expect(phase(...ANSWERED, 'customer: 叫经理', 'agent: 您好，我是经理，请讲')).toBe('invite');
    expect(phase(...ANSWERED, 'agent: 请讲')).toBe('inform');
    expect(phase('customer: 快递没到', 'agent: 您好')).toBe('invite');
    expect(phase('customer: 你好', 'agent: 在的呢')).toBe('invite');
    expect(phase('customer: 你好。我的快递三天了还没有送到', 'agent: 等了三天，够您受的')).toBe('acknowledge');
  });

  it('ends with goodbye, with what is read back, and once the customer has nothing else or agrees', () => {
    expect(phase(...ANSWERED, 'agent: 核对一遍，今晚送到')).toBe('close');
    expect(phase(...ANSWERED.slice(0, 2), 'agent: 核对一遍，单号对吗')).toBe('listen');
    expect(phase(...ANSWERED.slice(0, 2), 'agent: 就这样，再见')).toBe('close');
    expect(phase(...ANSWERED, 'customer: 好', 'agent: 那就今晚送到')).toBe('close');
    expect(phase(...ANSWERED, 'customer: 贵吗', 'agent: 那就今晚送到')).toBe('inform');
    const closing = [...ANSWERED, 'agent: 还有别的吗'];
    expect(phase(...closing)).toBe('close');
    expect(phase(...closing, 'customer: 没有了', 'agent: 今晚一定送到')).toBe('close');
    expect(phase(...closing, 'customer: 好', 'agent: 打扰了，早点休息啊')).toBe('close');
    expect(phase(...closing, 'customer: 等等', 'agent: 今晚一定送到')).toBe('inform');
  });

  it('tells an objection only to what was stated, the weightiest first, and none of whoever accepts', () => {
    expect(objection('agent: 您好', 'customer: 太慢了')).toBeNull();
    expect(objection(...ANSWERED, 'customer: 太慢了')).toBe('reasonable');
    expect(objection(...ANSWERED, 'customer: 太慢了，赔我百倍')).toBe('unreasonable');
    expect(objection(...ANSWERED, 'customer: 行，太慢了点')).toBeNull();
    expect(objection(...ANSWERED, 'customer: 行，不过太慢了')).toBe('reasonable');
    expect(objection(...ANSWERED, 'agent: 单号多少', 'customer: 太慢了')).toBeNull();
  });
});
