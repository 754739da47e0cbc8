import type { SampleText } from '../texts.ts';

/** What customers of three invented car stores say. Places, people and cars are made up. */
export const SALES_WORDS: readonly SampleText[] = [
  {
    theme: 'quality',
    mood: 'furious',
    words:
      '提车二十六天，高速上突然没动力，后面大货车按着喇叭从我边上过去，我老婆吓得手到现在还抖。拖回来查说是油泵。新车！二十六天！我要退车，没得商量。',
    demands: [
      ['return-vehicle', '退车退款', 186800],
      ['compensation', '拖车、误工', 3200],
    ],
    severity: 'major',
    result: '退车',
    process: '三天内有能拍板的人跟我谈',
    category: 'return-or-exchange',
  },
  {
    theme: 'quality',
    mood: 'angry',
    words:
      '新车变速箱一二挡顿挫，像有人在后面踹我一脚。第一次来说要学习，第二次来刷程序，第三次说“这个车都这样”。都这样是什么意思？',
    demands: [
      ['inspection', '换总成或者出书面鉴定'],
      ['written-answer', '书面说明是不是通病'],
    ],
    category: 'warranty-dispute',
  },
  {
    theme: 'quality',
    mood: 'displeased',
    words: '全景天窗下雨滴水，正好滴在副驾驶头上，女朋友现在出门自己带毛巾。',
    demands: [['repair-again', '保修内修好']],
  },
  {
    theme: 'quality',
    mood: 'angry',
    words:
      '买来三个月，机油消耗一千公里掉了小半格，查了两次说在标准内。标准在哪儿？发给我看看。再过两年是不是得带着桶开车。',
    demands: [
      ['inspection', '做一次正式的机油消耗测试'],
      ['explanation', '把标准给我'],
    ],
  },
  {
    theme: 'quality',
    mood: 'calm',
    words: '车机一到导航就重启，尤其连着手机的时候。升级过两回没有用。视频我录了，可以发给你们工程师，希望帮忙反馈。',
    demands: [['repair-again', '解决重启']],
    via: 'wechat',
  },
  {
    theme: 'quality',
    mood: 'angry',
    words:
      '左后门下沿起泡，拿指甲一抠掉漆，里面已经锈了。才两年的车啊，怀疑是不是运输的时候碰过补的漆。我要求查出厂记录。',
    demands: [
      ['explanation', '查是否补过漆'],
      ['repair-again', '钣金喷漆'],
      ['compensation', '补过漆要赔偿', 8000],
    ],
  },
  {
    theme: 'quality',
    mood: 'displeased',
    words: '冬天续航标五百，我开二百六。我不指望一比一，但对折也太狠了点。能不能看看是不是电池有问题？',
    demands: [['inspection', '检测电池健康度']],
  },
  {
    theme: 'quality',
    mood: 'displeased',
    words:
      '后排中间座椅加热，左边热右边不热；大灯里面起雾，像养了金鱼。小毛病一堆，攒到一块儿来修，店里说一次只能报两项？',
    demands: [['repair-again', '一次全修完']],
  },
  {
    theme: 'quality',
    mood: 'angry',
    words:
      '【消费投诉转办】投诉人称所购新车三十日内两次因同一故障进厂维修仍未排除，要求依照三包规定更换，被投诉单位拒绝。请于期限内调查处理，并将处理情况书面反馈本单位。',
    via: 'authority',
    sender: '区市场监管所',
    severity: 'major',
    demands: [
      ['exchange-vehicle', '依三包更换'],
      ['written-answer', '书面反馈'],
    ],
    category: 'return-or-exchange',
  },
  {
    theme: 'quality',
    mood: 'angry',
    words: '刚提的车，空调出风口往外吹泡沫渣子。',
    demands: [['repair-again', '清理并查原因']],
  },
  {
    theme: 'delivery',
    mood: 'angry',
    words:
      '合同上写九月二十八号前交车，定金两万。现在说车还没下线，让我再等六周。婚车啊大哥，日子是改不了的，请柬都发完了。',
    demands: [
      ['handle-soon', '婚期前给车'],
      ['loan-car', '给不了就借一台同款'],
      ['compensation', '按合同算违约', 20000],
    ],
    result: '婚礼那天有车用',
  },
  {
    theme: 'delivery',
    mood: 'displeased',
    words: '提车那天膜没贴完、脚垫没到、备胎没气，合影的花倒是准备得挺好。',
    demands: [['keep-promise', '缺的东西补齐']],
  },
  {
    theme: 'delivery',
    mood: 'angry',
    words: '我在验车的时候发现里程表九十七公里，说是“移库”。移库移出去一百公里？是不是拿去当试驾车了？',
    demands: [
      ['explanation', '移库记录给我看'],
      ['exchange-vehicle', '换一台新的'],
      ['compensation', '不换就要补偿'],
    ],
  },
  {
    theme: 'delivery',
    mood: 'calm',
    words: '请问订单号对应的车到底排产没有？销售换了两个人，每个人说的日子都不一样。给我一个能信的日期就可以。',
    demands: [['handle-soon', '给准确日期']],
  },
  {
    theme: 'delivery',
    mood: 'furious',
    words: '交车前一天告诉我颜色错了，订的灰来的是黑。然后跟我讲黑色更显档次。我五十多岁的人了，用你教我喜欢什么颜色？',
    demands: [
      ['exchange-vehicle', '按合同颜色交车'],
      ['refund', '不行就双倍退定金', 20000],
      ['apology', '说那句话的人道歉'],
    ],
  },
  {
    theme: 'delivery',
    mood: 'displeased',
    words: '说今天提车，又改明天，第四次“明天”了。',
    demands: [['handle-soon', '给准日子']],
  },
  {
    theme: 'promise',
    mood: 'angry',
    words:
      '买车时说送行车记录仪、镀膜、两年保养，微信聊天都在。提完车销售离职了，新来的说“没有交接，我们不清楚”。公司卖的车还是他个人卖的车？',
    demands: [['keep-promise', '答应的都兑现']],
    process: '别再让我找离职的人',
  },
  {
    theme: 'promise',
    mood: 'displeased',
    words: '说好的置换补贴八千，材料交了三次，一会儿缺这个一会儿缺那个。到现在快五个月，过了截止日期是不是就不用给了？',
    demands: [
      ['keep-promise', '补贴到账', 8000],
      ['handle-soon', '给办理进度'],
    ],
  },
  {
    theme: 'promise',
    mood: 'angry',
    words:
      '销售口头答应“贷满一年可以提前还，没有违约金”，我今天去还，要收三个点。电话里我再问他，他说他没说过。我有录音，要不要放给你们听？',
    demands: [
      ['refund', '免违约金', 3600],
      ['staff-dealt-with', '这样的销售要处理'],
    ],
  },
  {
    theme: 'promise',
    mood: 'displeased',
    words: '二手车置换，说评估八万二，签合同那天变七万四，理由是右后门有钣金。当时三个评估师围着看了四十分钟，没看见？',
    demands: [
      ['keep-promise', '按八万二收', 82000],
      ['explanation', '评估单给我复印一份'],
    ],
    category: 'price-dispute',
  },
  {
    theme: 'promise',
    mood: 'calm',
    words: '我的保养券写的是“不限时间”，前台说系统里上个月已经过期。麻烦核实一下，纸质券我还留着。',
    demands: [['keep-promise', '券继续有效']],
  },
  {
    theme: 'promise',
    mood: 'angry',
    words: '第二年保险必须在你们家买，不然押金三千不退——这叫什么规定？签合同的时候夹在一堆纸里让我签的，没人讲过一句。',
    demands: [
      ['refund', '退三千续保押金', 3000],
      ['explanation', '依据是什么'],
    ],
    severity: 'major',
    category: 'insurance',
  },
  {
    theme: 'promise',
    mood: 'displeased',
    words:
      '【热线转办】来电人反映在该店订购车辆后，销售人员承诺的购置补贴迟迟未予兑付，多次沟通无果。诉求：请相关单位核实并督促兑付，处理结果告知来电人。',
    via: 'authority',
    sender: '市政务服务便民热线',
    severity: 'major',
    demands: [['keep-promise', '督促兑付补贴']],
  },
  {
    theme: 'promise',
    mood: 'angry',
    words:
      '事情是这样的：九月十二号我看车，销售说当天定能多送一千油卡；我定了，他说油卡要提车后给；提车了，他说要上完牌给；上完牌了，他说要做完首保给；首保做完了，他说活动结束了系统关了。我把我们的聊天记录从头到尾截了图，一共四十七张，每一张他都说“哥您放心”。我现在一听见“您放心”三个字就血压高。油卡我可以不要，但是你们得有个人告诉我，这一套话术是他自己编的，还是你们培训的？',
    demands: [
      ['keep-promise', '一千元油卡', 1000],
      ['explanation', '是不是店里教的'],
      ['staff-dealt-with', '处理这名销售'],
    ],
    via: 'wechat',
  },
  {
    theme: 'paperwork',
    mood: 'angry',
    words:
      '车提了四十天，合格证还没给我，临牌都办第三张了。有人告诉我合格证被你们拿去抵押了，是不是真的？再拿不到我就去投诉，大家都别好看。',
    demands: [
      ['handle-soon', '合格证三天内给我'],
      ['compensation', '临牌期间不能出城的损失'],
    ],
    severity: 'major',
  },
  {
    theme: 'paperwork',
    mood: 'displeased',
    words: '代办上牌收我一千二，最后还是我自己去排的队，号也是我自己选的。那这一千二是什么费？欢迎光临费？',
    demands: [['refund', '退代办费', 1200]],
  },
  {
    theme: 'paperwork',
    mood: 'calm',
    words: '发票上我名字打错一个字，车管所不认。来回三趟了，请尽快重开，需要我提供什么一次说清楚。',
    demands: [['handle-soon', '重开发票']],
    process: '一次告知',
  },
  {
    theme: 'paperwork',
    mood: 'angry',
    words: '贷款早就还清了，解押材料等了一个多月，问银行说早寄给店里了，问店里说没看见。我车要卖，买家都等跑了两个！',
    demands: [
      ['handle-soon', '解押材料'],
      ['compensation', '卖车耽误的损失', 5000],
    ],
  },
  {
    theme: 'paperwork',
    mood: 'displeased',
    words: '收了我一笔“金融服务费”四千五，没有发票只有收据，盖的章名字还不是你们公司。',
    demands: [
      ['refund', '退服务费', 4500],
      ['explanation', '给正式发票'],
    ],
    category: 'charge',
  },
  {
    theme: 'paperwork',
    mood: 'angry',
    words:
      '【消协转办】消费者购车后四十五日未取得车辆合格证，无法办理登记。请贵店核实情况，与消费者协商解决，并于十个工作日内将调解意见回复我会。',
    via: 'association',
    sender: '区消费者协会',
    severity: 'major',
    demands: [
      ['handle-soon', '交付合格证'],
      ['compensation', '协商损失'],
    ],
  },
];
