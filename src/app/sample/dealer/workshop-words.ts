import type { SampleText } from '../texts.ts';

/** What customers of three invented car stores say. Places, people and cars are made up. */
export const WORKSHOP_WORDS: readonly SampleText[] = [
  {
    theme: 'repair',
    mood: 'angry',
    words:
      '右前门异响修了三回，每回都说好了，开出去不到两天又咔哒咔哒响。我不是修车的，我就想问一句，到底找着毛病没有？',
    demands: [
      ['repair-again', '这次查清楚原因再交车'],
      ['apology', '跑了三趟，给个说法'],
    ],
    result: '异响彻底消除，路试我要在车上',
    category: 'repeat-repair',
  },
  {
    theme: 'repair',
    mood: 'displeased',
    words: '刚做完保养，回家地库里一摊油，拍了照片。你们师傅是不是放油螺丝没拧紧啊，这要是跑高速还得了。',
    demands: [
      ['repair-again', '马上检查并处理漏油'],
      ['explanation', '说明为什么会漏'],
    ],
    feeling: '希望有人当回事',
  },
  {
    theme: 'repair',
    mood: 'furious',
    words:
      '空调压缩机上个月换的，今天又不制冷！外面三十八度，后座两个孩子，一个已经哭了。别跟我说预约，我现在就往你们店开，半小时到，必须有人接。',
    demands: [
      ['repair-again', '到店马上修'],
      ['loan-car', '修不好给代步车'],
    ],
    process: '到店有人等着，不排队',
    category: 'repeat-repair',
  },
  {
    theme: 'repair',
    mood: 'calm',
    words:
      '你好，我上周六在你们那儿做的四轮定位，回来方向还是往右偏，松手大概走一百米就要压线了。麻烦看看是不是没调好，我不急，周末过去也行。',
    demands: [['repair-again', '重新做定位']],
  },
  {
    theme: 'repair',
    mood: 'angry',
    words:
      '补漆补出个大花脸，机盖跟翼子板一个偏黄一个偏白，站五米外都看得见。交车那天下雨没注意，天一晴气得我饭都吃不下。',
    demands: [
      ['repair-again', '重新喷漆到没有色差'],
      ['compensation', '来回误工', 600],
    ],
  },
  {
    theme: 'repair',
    mood: 'displeased',
    words: '换刹车片之后低速踩刹车吱——一声，整个小区都回头看我。打电话问，说“磨合磨合就好了”，都磨合八百公里了。',
    demands: [['repair-again', '检查刹车片并消除异响']],
  },
  {
    theme: 'repair',
    mood: 'angry',
    words:
      '我的车修完，座椅上一个黑手印，脚垫反着放，座椅位置收音机全给调了，车里还有股烟味。修得好不好先不说，您家的人就这么对客人的车？',
    demands: [
      ['other', '内饰清洁干净'],
      ['apology', '当事人道歉'],
    ],
    category: 'attitude',
  },
  {
    theme: 'repair',
    mood: 'calm',
    words: '故障灯又亮了，还是上次那个码。上次说传感器换了，单子上也写了，可我看换下来的旧件没给我。想知道到底换没换。',
    demands: [
      ['explanation', '给我看旧件和领料记录'],
      ['repair-again', '把故障排除'],
    ],
    process: '给我看得到的证据',
  },
  {
    theme: 'repair',
    mood: 'displeased',
    words: '洗车机把后视镜刮了一道，师傅自己跟我说“没事，抛一下就行”。抛了，没抛掉。',
    demands: [['repair-again', '后视镜修复或更换']],
    category: 'damage',
  },
  {
    theme: 'repair',
    mood: 'desperate',
    words:
      '我从头说吧，你别嫌我啰嗦。去年十一月车漏防冻液，你们换了个水管；今年二月又漏，说是水泵；四月再漏，说要大修，报价一万六。我一个退休的，攒钱买这车就为了接送外孙，一万六我掏得肉疼，可我还是咬牙修了。结果呢，上周六我带着老伴外孙去郊区，半路上仪表红灯一亮，引擎盖冒白汽，三个人站在路边等了两个半钟头，孩子晒得流鼻血。拖回来你们师傅一看，轻飘飘一句“上次那个卡箍没卡紧”。没卡紧！我就想知道，这一万六到底修了个啥，我这心里堵得慌，睡不着。',
    demands: [
      ['explanation', '一万六修了哪些，逐项说清'],
      ['refund', '没修好的部分退钱', 16000],
      ['repair-again', '彻底修好'],
    ],
    feeling: '有人坐下来听我说完',
    process: '不要电话里打发，当面谈',
    result: '车修好，钱说清',
  },
  {
    theme: 'wait',
    mood: 'angry',
    words: '说好三天，今天第十一天。每次打电话都是“配件在路上”，路在哪儿？从月球上运吗？我天天打车上班，发票攒了一沓。',
    demands: [
      ['handle-soon', '给一个确定的交车日期'],
      ['compensation', '打车费', 486],
    ],
    result: '本周内提车',
  },
  {
    theme: 'wait',
    mood: 'displeased',
    words: '上午九点预约的保养，十点二十才有人接车，中午十二点半还在排队。预约有什么用呢，还不如不约。',
    demands: [['explanation', '预约为什么不管用']],
    category: 'environment',
  },
  {
    theme: 'wait',
    mood: 'furious',
    words:
      '事故车放你们那儿一个半月了！！后保险杠缺货后保险杠缺货，就这四个字说了六个礼拜。我要跟你们总经理说话，今天不给交期我就把车拖走，拖车费你们出！',
    demands: [
      ['handle-soon', '书面交期'],
      ['loan-car', '等件期间代步车'],
      ['compensation', '拖延的损失'],
    ],
    process: '总经理出面',
    category: 'parts-wait',
  },
  {
    theme: 'wait',
    mood: 'calm',
    words:
      '我订的前大灯总成说两周到货，现在快四周了。理解配件紧张，但是能不能主动告诉我一声进度，每次都是我问，有点累。',
    demands: [['handle-soon', '每两天告诉我一次进度']],
    feeling: '被当回事，不用追着问',
  },
  {
    theme: 'wait',
    mood: 'displeased',
    words: '就换个电瓶，让我等了三个小时，休息区的咖啡机还是坏的，小孩写完两科作业了车还没下来。',
    demands: [['apology', '给个解释']],
    category: 'environment',
  },
  {
    theme: 'wait',
    mood: 'desperate',
    words:
      '我跑网约车的，车停一天就没一天的收入。你们说变速箱阀体要等，等了九天了，家里房贷月底要还，我真的是没办法了才打这个电话，求求你们给想个办法吧。',
    demands: [
      ['handle-soon', '尽快修好'],
      ['loan-car', '先给一台能跑的车'],
    ],
    feeling: '有人帮着想办法',
    category: 'repair-time',
  },
  {
    theme: 'wait',
    mood: 'angry',
    words: '你们店让我七点半来取车，七点半来了，维修工下班了，车还在举升机上。行，真行。',
    demands: [
      ['handle-soon', '明早八点前车必须下来'],
      ['compensation', '今晚打车费'],
    ],
    category: 'repair-time',
  },
  {
    theme: 'wait',
    mood: 'displeased',
    words:
      '【厂家转办】客户来电反映配件订货已逾四十日未到，经销店未主动告知进度。请店端两小时内联系客户，三日内回复处理结果及配件到货计划。',
    via: 'manufacturer',
    sender: '厂家客户关爱中心',
    severity: 'major',
    demands: [
      ['handle-soon', '配件到货'],
      ['handle-soon', '主动告知进度'],
    ],
  },
  {
    theme: 'wait',
    mood: 'displeased',
    kind: 'grievance',
    words: '取车的时候付款排队二十分钟，三个窗口开一个。你们下午四点也不算高峰吧？',
    via: 'walk-in',
    category: 'environment',
  },
  {
    theme: 'wait',
    mood: 'calm',
    words:
      '车在你们店十五天了，我列一下：第一天说等定损；第四天定损完，说等件；第八天件到了，发错左右；第十二天对的件到了，说钣金排队；今天第十五天，说喷漆房在检修。每一步我都理解，连起来我就理解不了了。请给我一张表：还剩哪几步，每步几号完成，谁负责。做不到的日子不用写。',
    demands: [
      ['handle-soon', '书面进度表'],
      ['loan-car', '剩余时间的代步车'],
    ],
    process: '写下来，写了就做到',
  },
  {
    theme: 'wait',
    mood: 'angry',
    words: '没人接电话，没人回短信，人呢？',
    demands: [['handle-soon', '回电话']],
    category: 'neglect',
  },
  {
    theme: 'price',
    mood: 'angry',
    words: '首保不是免费吗？结账多出来一百八，说是“节气门清洗”，谁让你们洗的？我签字的单子上没有这一项，谁加的谁出钱。',
    demands: [
      ['refund', '退回一百八十元', 180],
      ['explanation', '谁同意加的项目'],
    ],
  },
  {
    theme: 'price',
    mood: 'displeased',
    words: '报价一千二，结账一千九百六，中间那七百多没有人跟我说过一个字。我也不是差这点钱，就是觉得被当傻子。',
    demands: [
      ['refund', '多收部分退回', 760],
      ['apology', '管收费的人说清楚'],
    ],
    feeling: '不被糊弄',
  },
  {
    theme: 'price',
    mood: 'calm',
    words: '麻烦帮我核一下结算单：工时写了两次“前悬拆装”，一次三百，一次两百六。是不是重复收了？',
    demands: [['refund', '重复工时退回', 260]],
  },
  {
    theme: 'price',
    mood: 'displeased',
    words: '同样的轮胎，网上查四百多一条，你们收八百二。我知道店里有店里的价，但差一倍总得有个道理吧？',
    demands: [
      ['explanation', '价格怎么来的'],
      ['other', '至少把差价降一降'],
    ],
    category: 'spare-parts',
  },
  {
    theme: 'price',
    mood: 'angry',
    words:
      '延保买的时候说“除了轮胎雨刮什么都保”，今天车机黑屏，又说娱乐系统不在范围内。合同第七页一行小字，谁给我念过？',
    demands: [
      ['repair-again', '按当时说的免费修'],
      ['explanation', '销售怎么说的录音在不在'],
    ],
    category: 'promise-broken',
  },
  {
    theme: 'price',
    mood: 'displeased',
    words: '充值三千送三次保养，店里换了老板就说以前的套餐只认一次。卡是你们家的卡，章是你们家的章，换老板关我什么事。',
    demands: [
      ['keep-promise', '按原来的约定继续用'],
      ['refund', '不认就退余额', 2000],
    ],
    category: 'promise-broken',
  },
  {
    theme: 'price',
    mood: 'calm',
    words: '想问一下为什么每次保养都推荐我做三滤加清洗，车才跑一万二。这次没做，技师脸色就不太好看，不太舒服。',
    demands: [['explanation', '到底需不需要']],
    kind: 'grievance',
  },
  {
    theme: 'price',
    mood: 'angry',
    words:
      '【平台投诉】消费者称门店强制搭售装潢套餐八千八百元，否则不予交车。诉求：退还装潢费用。请商家于七十二小时内回应。',
    via: 'platform',
    sender: '消费投诉平台',
    severity: 'major',
    demands: [['refund', '退装潢套餐费', 8800]],
    category: 'price-dispute',
  },
  { theme: 'price', mood: 'angry', words: '又多收我的钱！退钱！第二次了！！', demands: [['refund', '多收的退回']] },
];
