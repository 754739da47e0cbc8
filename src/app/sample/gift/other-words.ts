import type { SampleText } from '../texts.ts';

/** What customers of an invented maker of fruit bouquets and gift boxes say. */
export const OTHER_WORDS: readonly SampleText[] = [
  {
    theme: 'attitude',
    mood: 'angry',
    words: '配送员把果篮往地上一墩，说“自己搬上去，六楼没电梯我不爬”。下单时我填了六楼，也加了上楼费的。',
    demands: [
      ['fee-refund', '退上楼费', 12],
      ['apology', '配送员道歉'],
    ],
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    words: '你们线上客服复制粘贴了五遍“亲，很抱歉给您带来不便呢”，我问的是几点能送到，能不能像人一样说句话。',
    demands: [['in-time', '告诉我几点到']],
    category: 'attitude',
  },
  {
    theme: 'attitude',
    mood: 'furious',
    words: '我说要退，接电话的男的冷笑一声：“吃了一半了还退？”我没吃！是掉了一半！他把电话挂了！',
    demands: [
      ['apology', '当事人道歉'],
      ['return-refund', '退款'],
    ],
    severity: 'major',
    category: 'attitude',
  },
  {
    theme: 'attitude',
    mood: 'displeased',
    words: '快递敲门敲得跟抄家似的，宝宝刚睡着，备注了“轻放门口勿敲门”。',
    kind: 'grievance',
  },
  {
    theme: 'attitude',
    mood: 'calm',
    words: '门店取货的时候店员在打游戏，让我等他这局打完，大概三分钟吧。东西没问题，就是觉得可以改进。',
    kind: 'grievance',
    via: 'walk-in',
    category: 'attitude',
  },
  {
    theme: 'attitude',
    mood: 'angry',
    words:
      '配送员让我先签字再开箱，我说要先看，他说“那你就别要了”，转身把盒子夹走了。我自己花钱买的东西，看一眼都不行？',
    demands: [
      ['redo', '重新送，先验后签'],
      ['explanation', '规定到底是怎样的'],
    ],
  },
  {
    theme: 'refund',
    mood: 'angry',
    words: '退款说三到五个工作日，今天第十四天。催一次延一次，你们这工作日是按狗年算的吗？',
    demands: [
      ['return-refund', '今天到账', 219],
      ['explanation', '卡在谁那里'],
    ],
  },
  {
    theme: 'refund',
    mood: 'displeased',
    words: '昨天买三百六，今天同款二百四十八。前后差一天，一百多块，我这是赶上了还是踩坑里了？',
    demands: [['partial-refund', '退差价', 112]],
    category: 'price',
  },
  {
    theme: 'refund',
    mood: 'calm',
    words: '优惠券结算时没抵扣成功，页面提示成功了我才付的款，截图在手里，麻烦核对后退三十元。',
    demands: [['partial-refund', '退三十元', 30]],
    category: 'price',
  },
  {
    theme: 'refund',
    mood: 'angry',
    words: '我提前两天取消的订单，客服说要扣百分之三十“备料费”。水果是提前两天切的？那我更不敢吃了。',
    demands: [
      ['return-refund', '全额退'],
      ['explanation', '扣费依据'],
    ],
  },
  {
    theme: 'refund',
    mood: 'displeased',
    words: '会员储值五百，现在说北边那家店关了，余额只能在另外两家用，离我家四十公里。我坐车的钱比水果贵。',
    demands: [['return-refund', '退余额', 500]],
    category: 'promise-broken',
  },
  {
    theme: 'refund',
    mood: 'displeased',
    words: '发票申请三回了，抬头回回错，第三次把我公司名里的“森”写成“林”，少了一棵树。',
    demands: [['other', '重开发票']],
    kind: 'request',
  },
  {
    theme: 'refund',
    mood: 'angry',
    words: '凭什么春节运费翻两倍？下单页面没写，配送员到门口才伸手要，不给不放货。',
    demands: [
      ['fee-refund', '退多收运费', 36],
      ['explanation', '谁让他收的'],
    ],
    category: 'price',
  },
  {
    theme: 'refund',
    mood: 'displeased',
    words:
      '【热线转办】市民来电反映在某礼品店预付储值后门店停业，余额无法使用，要求退还剩余款项四百二十元。请承办单位五个工作日内核实并答复来电人。',
    via: 'authority',
    sender: '市政务服务便民热线',
    severity: 'major',
    demands: [['return-refund', '退余额四百二十元', 420]],
  },
  {
    theme: 'refund',
    mood: 'angry',
    words:
      '捋一遍时间线：三号下单，四号你们打电话说缺货换款，我同意；五号送来的既不是原款也不是换款；六号申请退货，让我拍照，拍了；七号让我拍视频，拍了；八号说视频看不清，再拍，东西我都扔了我拍什么？九号系统自动关闭了售后。十号我打电话，说“亲您这单已经关闭了哦”。请问这套流程是为了解决问题，还是为了把人熬没？',
    demands: [
      ['return-refund', '全额退', 289],
      ['explanation', '谁关的售后'],
      ['apology', '主管回电'],
    ],
    process: '别再让我拍东西了',
  },
  {
    theme: 'safety',
    mood: 'furious',
    words:
      '孩子吃了你们的水果盒半小时浑身起疹子、嘴唇发紫，现在在急诊输液！医生问吃了什么，你们配料表上根本没写有花生碎！人要是有个三长两短我跟你们没完！',
    severity: 'crisis',
    demands: [
      ['in-time', '来医院'],
      ['explanation', '配料到底有什么'],
      ['compensation', '医疗费', 8000],
    ],
    triggers: ['health'],
  },
  {
    theme: 'safety',
    mood: 'desperate',
    words:
      '奶奶咬到一截断签子，扎进上颚了，流了好多血，我们在去医院的路上，我现在手都在抖，你们能不能告诉我那个签子是什么材质的？',
    severity: 'crisis',
    demands: [
      ['explanation', '签子材质'],
      ['in-time', '来人处理'],
      ['compensation', '医疗费', 6000],
    ],
    triggers: ['health'],
  },
  {
    theme: 'safety',
    mood: 'angry',
    words: '水果杯里有一片刀片碎片，指甲盖大小，在我嘴里咬到的。照片、视频、实物都留着，我已经约了媒体的朋友。',
    severity: 'crisis',
    demands: [
      ['explanation', '怎么会有刀片'],
      ['compensation', '赔偿'],
    ],
    triggers: ['media'],
  },
  {
    theme: 'safety',
    mood: 'angry',
    words:
      '部门下午茶订的四十份果切，今天上午已经有九个同事拉肚子，两个去挂水了。剩下的我们全封起来了，等你们来人，也等监管的人来。',
    severity: 'crisis',
    demands: [
      ['in-time', '来人取样'],
      ['compensation', '医药费'],
      ['explanation', '检测结果书面给我们'],
    ],
    triggers: ['health'],
  },
  {
    theme: 'safety',
    mood: 'calm',
    words:
      '您好，我是某生活频道的编辑，节前在做礼品类消费调查，有读者提供了贵方后厨的视频。请在今天下班前安排人接受电话采访，我们希望听到你们的说法。',
    severity: 'crisis',
    demands: [['explanation', '当天回应']],
    via: 'media',
    category: 'other',
    triggers: ['media'],
  },
  {
    theme: 'safety',
    mood: 'furious',
    words: '你们的送货车倒车撞了我们小区的老人，人在地上坐着，司机说赶时间送货要走！我先拦住了，你们赶紧来管事的！',
    severity: 'crisis',
    demands: [
      ['in-time', '马上来人'],
      ['apology', '司机不许走'],
    ],
    category: 'courier',
    triggers: ['violence'],
  },
  { theme: 'chat', mood: 'calm', kind: 'enquiry', words: '请问草莓花束能放冰箱过夜吗？晚上订明天早上用，怕出水。' },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'enquiry',
    words: '想订二十份开业礼盒，能开专票吗？卡片可不可以印我们自己的标志？',
  },
  { theme: 'chat', mood: 'calm', kind: 'enquiry', words: '收件人对坚果过敏，哪几款是生产线上完全不碰坚果的？' },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'enquiry',
    words: '除夕那天送不送？几点截单？老家在镇上，能送到村口吗？',
    via: 'wechat',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'request',
    words: '麻烦把明天的订单从上午改到下午五点以后，收件人要上课，电话静音，请发短信。',
    demands: [['other', '改配送时间']],
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'request',
    words: '地址写错了，是八栋不是三栋，货应该在路上了，能不能跟配送员说一声？',
    demands: [['other', '改地址']],
  },
  {
    theme: 'chat',
    mood: 'displeased',
    kind: 'request',
    words: '分手了，礼物别送了！订单能不能拦下来，退多少算多少。',
    demands: [['return-refund', '拦截订单']],
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'suggestion',
    words: '建议花束底座做重一点，放在转盘桌上一转就晃，我全程用手扶着吃完一顿饭。',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'suggestion',
    words: '能不能出一款老人咬得动的？我爸妈牙口不好，苹果哈密瓜都咬不动，光看着眼馋。',
  },
  { theme: 'chat', mood: 'calm', kind: 'suggestion', words: '签子头上可以套个小胶帽，孩子抢着拔，看着心惊肉跳的。' },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'praise',
    words: '配送大哥看我腿打着石膏，把礼盒拎上来，还顺手帮我把垃圾带下去了。请一定表扬他！',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'praise',
    words: '那天说会晚四十分钟，你们主动打了三个电话跟我说到哪儿了，最后补了一小盒草莓。我不生气了，真的，继续订。',
  },
  {
    theme: 'chat',
    mood: 'calm',
    kind: 'praise',
    words: '卡片上的手写字太好看了，我妈把它裱起来了，水果吃没吃完倒没人记得。谢谢写字的人。',
    via: 'wechat',
  },
  { theme: 'chat', mood: 'calm', kind: 'praise', words: '好吃！好看！这是我回购的第五次了。' },
];
