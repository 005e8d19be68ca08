"""Facts: what each figure of a report counts, in words that a clerk can be asked with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from bench import reports
from hypothesis import given
from hypothesis import strategies as st

from drafter import config
from drafter.app import report_kind
from drafter.model import Block, Document, Run
from drafter.understanding import indicators, understand

if TYPE_CHECKING:
    from drafter.model import Fact


def facts_of(*paragraphs: str, heading: str = "一、主要举措和成效") -> tuple[Fact, ...]:
    lines = (heading, *paragraphs)
    blocks = (Block("paragraph", (Run(line),), line=number) for number, line in enumerate(lines, 1))
    document = Document(tuple(blocks))
    return understand(document, report_kind.register(config.template_folder()), 2025).facts


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        # verb and object as printed; time, places and the way the figure is given are no part of the name
        ("截至年底，拆除违法建设41处，拆除面积9200平方米。", ["拆除违法建设处数", "拆除面积"]),
        ("在用工大户设立企业调解室12个。", ["设立企业调解室个数"]),
        ("2025年，全区先后处置突发事件11起。", ["处置突发事件起数"]),
        ("集中学习《云溪条例》《云溪办法》《云溪规定（试行）》等法律7次。", ["集中学习法律次数"]),
        # who did it, or in what it was done, is said to what is short
        ("交通协管队发放宣传单，劝导违停车主210人次。", ["交通协管队劝导违停车主人次"]),
        ("开展“护河”行动，清运河道垃圾30吨。", ["“护河”行动清运河道垃圾吨数"]),
        ("志愿服务站开展服务，接待来访老人20人次。", ["接待来访老人人次"]),
        # a comparison says nothing of what is counted
        ("全年检查工地80次，而上年为95次。", ["检查工地次数", "检查工地次数"]),
        ("整改隐患40处，而在2024年，这个数字是52处。", ["整改隐患处数", "整改隐患处数"]),
        ("制发整改通知46份，较上年的58份减少12份，涉及金额30万元。",
         ["制发整改通知份数", "制发整改通知份数", "制发整改通知减少份数", "通知涉及金额"]),
        ("管网由31公里优化为27公里。", ["管网优化公里数", "管网优化公里数"]),
        ("在沿江一带6处码头设立宣传点。", ["设立宣传点的码头处数"]),
        ("组织专家为18家园区企业开展合规诊断。", ["开展合规诊断的园区企业家数"]),
        ("组织全局57人参加宪法考试。", ["参加宪法考试人数"]),
        ("提出改进措施22条，已落实20条。", ["提出改进措施条数", "措施落实条数"]),
        ("现有网格员64名，村均3名。", ["网格员人数", "网格员村均人数"]),
        ("办理司法救助72件，总量增长9%。", ["办理司法救助件数", "办理司法救助增长比例"]),
        # the object of the figure before, and for an outcome its verb
        ("全镇共调解矛盾纠纷318件，成功305件，成功率95.9%。",
         ["调解矛盾纠纷件数", "矛盾纠纷调解成功件数", "矛盾纠纷调解成功率"]),
        ("受理行政复议申请21件，审结15件；新收行政应诉案件13件，败诉1件。",
         ["受理行政复议申请件数", "行政复议申请审结件数", "新收行政应诉案件数", "行政应诉案件败诉件数"]),
        ("新设企业80户，走访商户30次，注销12户。", ["新设企业户数", "走访商户次数", "企业注销户数"]),
        # what is said behind the noun
        ("为73家企业提供合规审查，挽回损失120万元。", ["提供合规审查的企业家数", "合规审查挽回损失"]),
        ("组织62名干部参加学法考试，合格率98%，平均91.5分。",
         ["参加学法考试的干部人数", "学法考试合格率", "学法考试平均分值"]),
        ("为137名农民工追回工资215.6万元。", ["追回工资的农民工人数", "农民工追回工资"]),
        ("26名单位负责人参加年度述法。", ["参加年度述法的单位负责人人数"]),
        ("《港区管理办法》等4项列入重大行政决策目录。", ["列入重大行政决策目录项数"]),
        # the event of the sentence, for words that say little
        ("对12个部门开展执法监督，发现问题35个，整改33个。",
         ["开展执法监督的部门个数", "执法监督发现问题个数", "执法监督问题整改个数"]),
        ("举办“河长讲堂”8期，参训430人次。", ["举办“河长讲堂”期数", "“河长讲堂”参训人次"]),
        ("“云溪夜学”请来法官讲课。全年办了12期。", ["“云溪夜学”办期数"]),
        ("培育法治带头人，每个社区不少于3名。", ["培育法治带头人每个社区人数"]),
        # words that say little alone are given the event
        ("对12个单位开展安全督察，列出问题30个。", ["开展安全督察的单位个数", "安全督察列出问题个数"]),
        ("推行有奖举报，发放奖金6万元，单笔最高8000元。", ["有奖举报发放奖金", "有奖举报发放奖金单笔最高金额"]),
        # parts: behind 其中, or because they add up
        ("抽查企业80家，其中重点企业30家。", ["抽查企业家数", "抽查企业家数（重点企业）"]),
        ("办理援助案件70件，民事52件、刑事18件。", ["办理援助案件数", "办理援助案件数（民事）", "办理援助案件数（刑事）"]),
        ("进口、出口整体通关时间分别为21小时和9小时。", ["进口整体通关时间", "出口整体通关时间"]),
        ("合法性审核率、备案率均为100%。", ["合法性审核率", "备案率"]),
        ("拨付普法经费90万元，其中用于宪法宣传20万元。", ["拨付普法经费", "拨付普法经费（用于宪法宣传）"]),
        ("立案查处违法建筑案件30起、罚款60万元，其中园区案件4起、罚款9万元。",
         ["立案查处违法建筑案件起数", "违法建筑案件罚款", "立案查处违法建筑案件起数（园区案件）", "园区案件罚款"]),
        ("18个村中有11个建成议事亭，还有2个村没有法律明白人。",
         ["村个数", "建成议事亭的村个数", "没有法律明白人的村个数"]),
        ("抽查的50份文书中，有6份说理不充分。", ["抽查的文书份数", "说理不充分的文书份数"]),
        ("法制员占执法人员总数的7%。", ["法制员占执法人员总数比例"]),
        ("现有执法人员210人，其中女性占三成。", ["执法人员人数", "女性占执法人员比例"]),
        # what was done to the things before, to whom, by whom, in what; listed things share their verb
        ("查处违法用地21宗，面积80亩，拆除9宗，移交公安机关2宗。",
         ["查处违法用地宗数", "违法用地面积", "违法用地拆除宗数", "违法用地移交公安机关宗数"]),
        ("对新录用的14名协管员开展岗前法治测试。", ["开展岗前法治测试的新录用协管员人数"]),
        ("排查隐患30处，其余4处正在整改。", ["排查隐患处数", "正在整改的隐患处数"]),
        ("收缴地笼60个、电鱼设备7套。", ["收缴地笼个数", "收缴电鱼设备套数"]),
        ("举办模拟法庭6场、旁听家长90人。", ["举办模拟法庭场次", "旁听家长人数"]),
        ("辖区小学3所、高中2所开展宪法晨读。", ["小学所数", "开展宪法晨读的高中所数"]),
        ("司法局给予表扬9次。", ["司法局给予表扬次数"]),
        ("县应急救援大队检查厂矿90家，拘留2人。", ["县应急救援大队检查厂矿家数", "县应急救援大队拘留人数"]),
        ("开展“护校”行动6次，发现问题15个。", ["开展“护校”行动次数", "“护校”行动发现问题个数"]),
        ("完成合规评估12件，提出意见40条，采纳31条。", ["完成合规评估件数", "合规评估提出意见条数", "合规评估意见采纳条数"]),
        ("推送普法动漫16部，播放量8万次，单部最高2万次。",
         ["推送普法动漫部数", "普法动漫播放量", "普法动漫播放量单部最高次数"]),
        ("50万元以上合同36份全部审查。", ["50万元以上合同份数"]),
        ("连续四年获评全省优秀单位。", ["连续获评全省优秀单位年数"]),
        ("三成的检查实现扫码进门。", ["实现扫码进门的检查比例"]),
        # a stretch is cut off only where a word ends
        ("办理工伤赔偿争议40件，其中裁决22件，另有3件和解。",
         ["办理工伤赔偿争议件数", "办理工伤赔偿争议件数（裁决）", "工伤赔偿争议和解件数"]),
        ("对9个内设科室开展内控检查。", ["开展内控检查的内设科室个数"]),
        ("联合巡查33次，从轻处罚8件。", ["联合巡查次数", "从轻处罚件数"]),
        # who did it, if the sentence or those before name a body that has something
        ("司法所设接待窗口2个，驻所律师4名。全年接访210次。",
         ["司法所设接待窗口个数", "司法所驻所律师人数", "司法所接访次数"]),
        ("镇法庭今年挂牌，配备书记员3名。全年开庭70次。", ["镇法庭配备书记员人数", "镇法庭开庭次数"]),
        # parts with units of their own; the rest and the sum of what is listed
        ("审核材料90件，较上年70件增加20件，其中协议50份、批复12件、其他28件。",
         ["审核材料件数", "审核材料件数", "审核材料增加件数", "审核材料份数（协议）", "审核材料件数（批复）",
          "审核材料件数（其他）"]),
        ("占道经营9件、违规养犬8件、其他7件。", ["占道经营件数", "违规养犬件数", "除占道经营、违规养犬外其他件数"]),
        ("办理信件30件、电话60件，合计90件。", ["办理信件数", "办理电话件数", "信件、电话合计件数"]),
        ("建成普法公园2个、法治广场1个，总投入80万元。",
         ["建成普法公园个数", "建成法治广场个数", "普法公园、法治广场总投入金额"]),
        # the rest and the sum quote what was counted, not each other, and of much only the beginning
        ("清运垃圾9吨、其他2吨，清运渣土8吨、其他3吨，清运淤泥7吨、其他4吨。",
         ["清运垃圾吨数", "除清运垃圾外其他吨数", "清运渣土吨数", "除清运垃圾、清运渣土外其他吨数", "清运淤泥吨数",
          "除清运垃圾、清运渣土、清运淤泥外其他吨数"]),
        ("清退网吧3家、酒吧4家、棋牌室5家、台球室6家、浴室7家、其他8家。",
         ["清退网吧家数", "清退酒吧家数", "清退棋牌室家数", "清退台球室家数", "清退浴室家数",
          "除清退网吧、清退酒吧、清退棋牌室、清退台球室等外其他家数"]),
        ("建成步道300平方米、凉亭90平方米，总面积390平方米，总投入60万元。",
         ["建成步道面积", "建成凉亭面积", "步道、凉亭总面积", "步道、凉亭总投入金额"]),
        # what was done how many times is what something was found in
        ("组织巡查7次，发现隐患25处，消除23处。", ["组织巡查次数", "巡查发现隐患处数", "巡查隐患消除处数"]),
        ("组织抽检5次、培训3次。", ["组织抽检次数", "培训次数"]),
        # what goes on with what was said of the figure before
        ("每个网格配2名网格长、3名调解员。", ["每个网格配网格长人数", "每个网格配调解员人数"]),
        ("受表彰干部40人，其中女性占两成，党员占六成。",
         ["受表彰干部人数", "女性占受表彰干部比例", "党员占受表彰干部比例"]),
        ("办理时限18天，比承诺少6天。", ["办理时限", "办理时限比承诺少天数"]),
        ("与12家商会签订共建协议。", ["签订共建协议的商会家数"]),
        ("对沿江6家船厂开展排污检查，立案2件。", ["开展排污检查的沿江船厂家数", "排污检查立案件数"]),
        ("组织消防演练测试，56人参加，50人合格。", ["消防演练测试参加人数", "消防演练测试合格人数"]),
        ("一是抽查满意率97%；二是案例指导偏少，全年仅4件。", ["抽查满意率", "案例指导件数"]),
        ("编印《执法答疑30问》800册。", ["编印《执法答疑30问》册数"]),
        # what the sentence or the words behind it point back to
        ("社区服刑管理平稳有序，接收8人，解除6人。", ["社区服刑管理接收人数", "社区服刑管理解除人数"]),
        ("司法所办理调解申请50件。对这些申请回访40件。", ["司法所办理调解申请件数", "申请回访件数"]),
        ("满意率95.5%，后者较上年提高2个百分点。", ["满意率", "满意率提高百分点"]),
        ("网格走访率98%，这一比例上年是91%。", ["网格走访率", "网格走访率"]),
        ("收到建议40件，还有3件移送县直部门；答复36件。",
         ["收到建议件数", "移送县直部门的建议件数", "建议答复件数"]),
        ("建成维权站5个，新设的2个位于景区。", ["建成维权站个数", "新设的维权站个数"]),
        ("维修电梯40部，余下6部挂牌整治。", ["维修电梯部数", "挂牌整治的电梯部数"]),
        # parted again; last year's figure of a part
        ("全年立案60件，结案45件，罚款8万元。按领域分，食品25件，药品20件。",
         ["立案件数", "结案件数", "罚款", "结案件数（食品）", "结案件数（药品）"]),
        ("实施检查90次，其中飞行检查30次，比上年的40次减少10次。",
         ["实施检查次数", "实施检查次数（飞行检查）", "实施检查次数（飞行检查）", "实施检查（飞行检查）减少次数"]),
        ("群众说：“过去跑断腿，现在一趟成。”热线受理来电66件，办结率99%。",
         ["热线受理来电件数", "热线受理来电办结率"]),
        ("参赛执法员12人，合格者9人，合格率75%。", ["参赛执法员人数", "参赛执法员合格人数", "参赛执法员合格率"]),
        ("班子成员7人和股室负责人9人一并述职。", ["班子成员人数", "股室负责人一并述职人数"]),
        ("以街道办为被申请人的复议案件8件，办结6件。",
         ["街道办为被申请人的复议案件数", "街道办为被申请人的复议案件办结件数"]),
        ("办理代表建议6件和委员提案9件。", ["办理代表建议件数", "委员提案件数"]),
        ("责令7家工地补缴保证金90万元。", ["责令工地补缴保证金家数", "工地补缴保证金"]),
        ("办理未成年人保护案件6件，罚没2万元。", ["办理未成年人保护案件数", "未成年人保护案件罚没金额"]),
        # what remains, what was carried over, and the one or the other of two
        ("全年新收仲裁申请45件，上年结转6件，审结48件，结转下年3件。",
         ["新收仲裁申请件数", "仲裁申请上年结转件数", "仲裁申请审结件数", "仲裁申请结转下年件数"]),
        ("受理投诉260件，加上2024年遗留的12件，年内办结265件。",
         ["受理投诉件数", "上年遗留的投诉件数", "投诉办结件数"]),
        ("可网办事项达到90项。政务事项共98项，可网办90项，其余8项因需现场勘验线下办理。",
         ["可网办事项数", "政务事项数", "政务事项数（可网办）", "政务事项数（因需现场勘验线下办理）"]),
        ("排查风险点86处，治理80处，其余6处系年底新增。",
         ["排查风险点处数", "排查风险点处数（治理）", "排查风险点处数（其余）"]),
        ("党组会和局务会共审议执法议题15个，前者审议9个，后者审议6个。",
         ["党组会和局务会审议执法议题个数", "党组会和局务会审议执法议题个数（党组会审议）",
          "党组会和局务会审议执法议题个数（局务会审议）"]),
        # a law is the basis only, and a slogan is no event
        ("贯彻《旅游条例》，登记民宿95家；注销6家。", ["登记民宿家数", "民宿注销家数"]),
        ("推进普法工作常态化，发放读本2600册。", ["发放读本册数"]),
        # parts: among those of a figure, over semicolons, in two units at once, told apart by the time of the year
        ("培训网格员96人中，线上参训60人、现场参训36人。",
         ["培训网格员人数", "培训网格员人数（线上参训）", "培训网格员人数（现场参训）"]),
        ("审结劳动仲裁案件58件；制造业33件、服务业25件，涉及金额210万元。",
         ["审结劳动仲裁案件数", "审结劳动仲裁案件数（制造业）", "审结劳动仲裁案件数（服务业）", "劳动仲裁案件涉及金额"]),
        ("立案32件，比上年的40件减少8件，按程序分，简易程序20件，罚款2万元；普通程序12件，罚款9万元。",
         ["立案件数", "立案件数", "立案减少件数", "立案件数（简易程序）", "简易程序罚款", "立案件数（普通程序）", "普通程序罚款"]),
        ("开展联合巡查30批次，走访商户150户，其中公安牵头12批次、60户，城管牵头18批次、90户，发现隐患25处。",
         ["开展联合巡查批次", "走访商户数", "开展联合巡查批次（公安牵头）", "走访商户数（公安牵头）",
          "开展联合巡查批次（城管牵头）", "走访商户数（城管牵头）", "联合巡查发现隐患处数"]),
        ("全年转运救助人员57人，其中1月20人、12月37人。",
         ["转运救助人员人数", "转运救助人员人数（1月）", "转运救助人员人数（12月）"]),
        ("年初在册帮教对象33人，接收8人，解除10人，年末在册31人。",
         ["在册帮教对象人数（年初）", "帮教对象接收人数", "帮教对象解除人数", "帮教对象在册人数（年末）"]),
        ("一季度、二季度分别检查工地30家和42家，合计72家。",
         ["一季度检查工地家数", "二季度检查工地家数", "检查工地合计家数"]),
        # of whom, of what, by what norm
        ("审查招商协议40份，对7份提出修改意见。", ["审查招商协议份数", "提出修改意见的招商协议份数"]),
        ("为14个社区选聘调解员80名，平均每个社区5.7名。",
         ["选聘调解员的社区个数", "社区选聘调解员人数", "社区选聘调解员平均每个社区人数"]),
        ("按照每个小区2名的标准选聘物业调解员58名。", ["每个小区物业调解员标准人数", "选聘物业调解员人数"]),
        ("通过视频巡查系统非现场巡查400次，现场巡查120次。", ["非现场巡查次数", "现场巡查次数"]),
        ("审计反馈的16个问题已整改15个，整改率93.8%。",
         ["审计反馈的问题个数", "审计反馈的问题整改个数", "审计反馈的问题整改率"]),
        ("县级财政投入普法经费80万元，占年度预算75万元的106.7%。",
         ["县级财政投入普法经费", "年度预算", "县级财政投入普法经费占年度预算比例"]),
        ("败诉率5.1%，较上年的7%下降1.9个百分点。", ["败诉率", "败诉率", "败诉率下降百分点"]),
        ("审批材料由26份精简至11份，精简57.7%。", ["审批材料份数", "审批材料份数", "审批材料精简比例"]),
        ("力量不足集中在夜间值守和节假日保障两个方面。", []),
        # changes
        ("网上办件32件，较上年多办5件。", ["网上办件数", "网上办件多办件数"]),
        ("平均审批用时12天，比法定时限压缩40%。", ["平均审批用时", "平均审批用时比法定时限压缩比例"]),
        ("工业总产值412亿元，同比增长8.3%。", ["工业总产值", "工业总产值同比增长比例"]),
        ("普法经费118万元，比上年多22万元。", ["普法经费", "普法经费增加金额"]),
        ("营商环境评价位次较上年前移11位。", ["营商环境评价位次前移位数"]),
        ("即办件占比由上年的52.8%升至61.2%。", ["即办件占比", "即办件占比"]),
    ],
)  # fmt: skip
def test_a_label_names_the_thing_in_the_words_of_the_report(sentence: str, labels: list[str]) -> None:
    assert [fact.label for fact in facts_of(sentence)] == labels


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("持证行政执法人员97人，新增执法人员6人，培训执法人员80人次。", ["stock", "this", "this"]),
        ("现有人民调解组织29个，组织12个部门参加演练。", ["stock", "this"]),
        ("涉企检查371次，上年612次，下降39.4%。", ["this", "last", "change"]),
        ("网上可办率99%，好评率98%，提高1.2个百分点。", ["stock", "this", "change"]),
        ("力争明年办件占比达到65%。", ["plan"]),
        (
            "对2023年移交的18项执法权开展评估，收回5项。",
            ["this", "this"],
        ),  # when it was made is not when it was assessed
        ("对2022年机构改革以来的31件文件逐件清理。", ["this"]),
        ("复议案件审结70件，含上年结转6件。", ["this", "this"]),
        ("实有经营主体8.2万户，比上年末净增2100户。", ["stock", "this"]),
        ("权力事项由120项精简到98项。", ["last", "stock"]),
        ("服务延伸到全部63个行政村。", ["stock"]),
        ("12个镇中有3个没有法制员。", ["stock", "this"]),
        ("清退持证人员4名，新登记经营主体90户。", ["this", "this"]),
        ("发现隐患40处，剩余2处限期整改。", ["this", "stock"]),
        ("截至年底现有窗口30个；年底组织12名负责人述法。", ["stock", "this"]),
        ("代拟合同协议30份，现行有效文件20件。", ["this", "this"]),
        ("较上年多受理31件。", ["change"]),
    ],
)
def test_a_fact_tells_its_time(sentence: str, times: list[str]) -> None:
    assert [fact.time for fact in facts_of(sentence)] == times


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年，落实“三项制度”，“12345”热线办理更快。",
        "从以下三个方面补短板。",
        "印发《云溪市法治建设规划（2021—2025年）》（云法委发〔2025〕4号）。",
        "近三年坚持“一件事一次办”，第二次获评先进。",
        "6月至9月集中攻坚。",
    ],
)
def test_years_names_titles_and_ordinals_are_no_facts(sentence: str) -> None:
    assert facts_of(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("摸排婚恋纠纷150件以上调处140件。", ["150件以上", "140件"]),
        ("追回欠薪60万元以上化解纠纷8件。", ["60万元以上", "8件"]),
        ("新招网格员为30周岁以下青年9人。", ["9人"]),
        ("30周岁以下的占四成。", ["四成"]),
        ("科员以下12人参加轮训。", ["12人"]),
        ("抓好以下5项。", []),
    ],
)
def test_a_bound_counts_nothing_only_where_it_says_which_are_counted(sentence: str, figures: list[str]) -> None:
    assert [fact.text for fact in facts_of(sentence)] == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("印发《值班制度的通知，组织演练6次，排查隐患30处，出台《值守办法》3件。", ["6次", "30处", "3件"]),
        ("印发《关于学习《条例》和30项任务的通知》，组织演练6次。", ["6次"]),
        ("依据《关于推进102项任务落实《纲要》的意见》组织演练6次。", ["6次"]),
        ("出台《巡防90天方案》》，组织演练6次。", ["6次"]),
    ],
)
def test_a_figure_in_a_title_counts_nothing_and_a_title_ends_where_it_is_closed(
    sentence: str, figures: list[str]
) -> None:
    assert [fact.text for fact in facts_of(sentence)] == figures


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("深化“一网通办”改革，推进“高效办成一件事”改革15项，这类服务的办结率98%。", "这类服务的办结率"),
        ("全镇划分网格26个，该局满意率95%。", "该局满意率"),
        ("评查案卷40卷，抽查文书60份，上述指标的达标率97%。", "上述指标的达标率"),
    ],
)
def test_words_that_point_to_nothing_told_are_kept(sentence: str, label: str) -> None:
    assert facts_of(sentence)[-1].label == label


def test_a_name_grows_no_longer_with_every_list_behind_another() -> None:
    listed = "，".join(
        f"检查{kind}单位{5 + k}家、其他{k + 2}家"
        for k, kind in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    )
    assert max(len(fact.label) for fact in facts_of(f"{listed}。")) < 60


def test_below_a_heading_of_problems_and_plans_only_what_is_planned_is_a_plan() -> None:
    paragraphs = ("6个街道中有2个没有法制员。", "下步，招录法制员4名。")
    facts = [facts_of(each, heading="五、存在的问题和下步打算") for each in paragraphs]
    assert [fact.time == "plan" for found in facts for fact in found] == [False, False, True]


def test_what_one_person_did_is_not_the_reports_figure_and_he_is_not_counted() -> None:
    [fact] = facts_of("“老兵调解室”周明远一人调解纠纷25件。")
    assert (fact.text, fact.indicator) == ("25件", None)


def test_a_figure_alone_in_a_cell_has_no_name() -> None:
    table = Block("table", rows=(("项目", "件数"), ("调解纠纷12件", "318")), line=1)
    report = understand(Document((table,)), report_kind.register(config.template_folder()), 2025)
    assert [fact.label for fact in report.facts] == ["调解纠纷件数", ""]


def test_a_fact_says_where_its_figure_stands_and_what_it_is() -> None:
    [fact] = facts_of("全年管护古树名木27株。")
    assert (fact.line, fact.start, fact.end, fact.text) == (2, 8, 11, "27株")
    assert (fact.label, fact.unit, fact.value, fact.time) == ("管护古树名木株数", "株", Decimal(27), "this")


@pytest.mark.parametrize(
    ("this", "last"),
    [
        ("管护古树名木27株。", "全年古树名木管护25株。"),
        ("办理河湖问题41个。", "2024年，全镇共办理各类河湖问题38个。"),
        ("摸排欠薪线索16条。", "累计排查欠薪线索9条。"),
        ("林长巡林3200次，比上年增加200次。", "林长巡林3000次，比上年减少150次。"),
        ("巡河发现问题73处，整改70处。", "全年巡河发现问题51处，已整改50处。"),
    ],
)
def test_the_same_thing_has_the_same_key_however_it_is_worded(this: str, last: str) -> None:
    assert [fact.key for fact in facts_of(this)] == [fact.key for fact in facts_of(last)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("管护古树名木27株。", "移栽古树名木27株。"),
        ("巡河发现问题73处。", "巡林发现问题73处。"),
        ("欠薪线索16条。", "欠薪线索核实率16%。"),
        ("林长巡林3200次。", "林长28名。"),
    ],
)
def test_another_thing_has_another_key(one: str, other: str) -> None:
    assert facts_of(one)[0].key != facts_of(other)[0].key


@given(st.text(alphabet="全区调解矛盾纠纷件人率%占的其中和、，。；（）《》“”0123456789多为年比上增长", max_size=80))
def test_any_text_gives_facts_that_stand_where_they_say(text: str) -> None:
    for fact in facts_of(text):
        assert text[fact.start : fact.end] == fact.text
        assert not fact.label.startswith(("、", "，", "的"))


def test_the_labelled_reports_are_read_well() -> None:
    each = [reports.pairs(reports.FOLDER, name) for name in reports.names(reports.FOLDER)]
    pairs, extra = [pair for found, _ in each for pair in found], [fact for _, more in each for fact in more]
    named = [pair for pair in pairs if pair.indicator and pair.confidence >= indicators.SURE]
    shares = {
        "figures": sum(pair.found for pair in pairs) / len(pairs),
        "silent": sum(pair.indicator == pair.label["indicator"] for pair in named) / len(named),
        "labels": sum(pair.usable for pair in pairs) / len(pairs),
        "times": sum(pair.right_time for pair in pairs) / len(pairs),
    }
    print(shares, len(extra))
    least = {"figures": 0.98, "silent": 0.99, "labels": 0.85, "times": 0.91}
    assert all(shares[what] >= share for what, share in least.items())
    assert len(extra) <= 7


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("全年走访企业52家次，上年为41家次。", "41家次"),
        ("审查合同协议60份，比上年的48份增加12份。", "48份"),
    ],
)
def test_a_figure_of_the_year_before_is_of_the_indicator_of_what_it_is_compared_with(sentence: str, last: str) -> None:
    now, before, *_ = facts_of(sentence)
    assert (before.text, before.time, before.indicator) == (last, "last", now.indicator)
    assert now.indicator


def test_a_score_that_only_says_which_are_counted_is_no_fact() -> None:
    assert [fact.text for fact in facts_of("测评中85分以上的干部32人。")] == ["32人"]
