/** Complaints as people tell them, put together from pieces; the same every time. */
const OPENINGS = [
  '我上个月',
  '去年底',
  '国庆前',
  '今天上午',
  '上周六',
  '三天前',
  '春节期间',
  '前几天',
  '刚才',
  '半年前',
];
const DEEDS = [
  '在你们店提的车',
  '来店里做保养',
  '送车来修变速箱',
  '约了首保',
  '交了定金订车',
  '在门店换过轮胎',
  '参加了置换活动',
  '办了贷款手续',
  '把车留在车间',
  '打过两次热线电话',
];
const TROUBLES = [
  '发动机故障灯一直亮',
  '空调不制冷还有霉味',
  '低速行驶时顿挫明显',
  '天窗漏水把座椅弄湿了',
  '中控屏幕反复黑屏',
  '刹车踩下去发软',
  '油耗比宣传的高出一大截',
  '车门关不严风声很大',
  '电池续航一天比一天短',
  '座椅加热时好时坏',
  '底盘过减速带咯噔作响',
  '倒车影像经常花屏',
];
const TREATMENTS = [
  '接待的顾问说这是正常现象',
  '师傅看了一眼就让我开走',
  '等了四个小时没有人理我',
  '收费单上多出两项没有做过的项目',
  '答应给我回电话一直没有打来',
  '配件说要等一个月还不肯给准信',
  '前台互相推来推去',
  '修完交车时车身多了一道划痕',
];
const WISHES = [
  '要求尽快给个说法',
  '希望彻底修好并延长质保',
  '请经理亲自给我回电话',
  '不解决就去投诉平台反映',
  '要求退还多收的费用',
  '希望提供代步车',
  '我只想要一个道歉',
];
const FAMILIES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const GIVEN = ['示例', '小明', '建国', '丽华', '晓东', '海燕', '志强', '秀英'];

export interface Told {
  readonly words: string;
  readonly name: string;
  readonly phone: string;
}

/** `rare`: words and in how many of all each is said, spread evenly. */
export function* complaintsIn(count: number, rare: Readonly<Record<string, number>>): Generator<Told> {
  const next = dice(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const said = new Map(Object.keys(rare).map((word) => [word, 0]));
  for (let n = 1; n <= count; n++) {
    const parts = [`${pick(OPENINGS)}${pick(DEEDS)}，${pick(TROUBLES)}`, pick(TREATMENTS)];
    if (next() < 0.5) parts.push(`${pick(TROUBLES)}，${pick(TREATMENTS)}`);
    for (const [word, of] of Object.entries(rare)) {
      const due = Math.floor((n * of) / count);
      if ((said.get(word) as number) < due) {
        said.set(word, due);
        parts.push(`还有${word}的问题`);
      }
    }
    parts.push(pick(WISHES));
    yield {
      words: `${parts.join('，')}。`,
      name: next() < 0.02 ? '欧阳示例' : pick(FAMILIES) + pick(GIVEN),
      // 100 is dialled by nobody
      phone: `100${String(Math.floor(next() * 100_000_000)).padStart(8, '0')}`,
    };
  }
}

/** Numbers from 0 to 1 that look thrown (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
