"""Chinese, Japanese, Korean, Arabic and Indian names; the first four in their own script with Latin spellings."""

from benchmarks.crm.wordlists.culture import Culture

CHINESE = Culture(
    male="""建国=Jianguo 国强=Guoqiang 志明=Zhiming 德华=Dehua 永福=Yongfu 文=Wen 军=Jun |
    伟=Wei 强=Qiang 磊=Lei 勇=Yong 军=Jun 杰=Jie 涛=Tao 超=Chao 明=Ming 刚=Gang 平=Ping 辉=Hui 鹏=Peng 志强=Zhiqiang |
    浩然=Haoran 子轩=Zixuan 宇航=Yuhang 博文=Bowen 俊杰=Junjie 浩=Hao 天宇=Tianyu 子豪=Zihao 一鸣=Yiming 睿=Rui""",
    female="""秀英=Xiuying 玉兰=Yulan 桂英=Guiying 淑珍=Shuzhen 玉珍=Yuzhen 兰英=Lanying |
    芳=Fang 娜=Na 敏=Min 静=Jing 丽=Li 艳=Yan 娟=Juan 霞=Xia 燕=Yan 玲=Ling 红=Hong 丹=Dan 丽娟=Lijuan 海燕=Haiyan |
    欣怡=Xinyi 梓涵=Zihan 诗涵=Shihan 雨桐=Yutong 思颖=Siying 佳怡=Jiayi 婷婷=Tingting 倩=Qian 雪=Xue 琪=Qi""",
    surnames="""王=Wang/Wong 李=Li/Lee 张=Zhang/Cheung 刘=Liu/Lau 陈=Chen/Chan 杨=Yang/Yeung 黄=Huang/Wong
    赵=Zhao/Chiu 吴=Wu/Ng 周=Zhou/Chow
    徐=Xu/Hsu 孙=Sun/Suen 马=Ma 朱=Zhu/Chu 胡=Hu/Wu 郭=Guo/Kuo 何=He/Ho 林=Lin/Lam 高=Gao/Ko 罗=Luo/Lo
    郑=Zheng/Cheng 梁=Liang/Leung
    谢=Xie/Hsieh 宋=Song/Sung 唐=Tang/Tong 许=Xu/Hui 邓=Deng/Tang 韩=Han/Hon 冯=Feng/Fung 曹=Cao/Tsao 彭=Peng/Pang
    曾=Zeng/Tseng 肖=Xiao/Siu
    田=Tian/Tin 董=Dong/Tung 潘=Pan/Poon 袁=Yuan/Yuen 蔡=Cai/Tsai 蒋=Jiang/Chiang 余=Yu/Yue 于=Yu 杜=Du/To 叶=Ye/Yip
    程=Cheng/Ching 魏=Wei/Ngai
    苏=Su/So 吕=Lv/Lu 丁=Ding/Ting 任=Ren/Yam 卢=Lu/Lo 姚=Yao/Yiu 沈=Shen/Sum 钟=Zhong/Chung 姜=Jiang/Keung
    崔=Cui/Tsui 谭=Tan/Tam 陆=Lu/Luk
    范=Fan/Fann 汪=Wang 廖=Liao/Liu 石=Shi/Shek 金=Jin/King 贾=Jia/Ka 夏=Xia/Hsia 方=Fang/Fong 邹=Zou/Chow
    熊=Xiong/Hung 白=Bai/Pai 孟=Meng/Mang
    秦=Qin/Chun 邱=Qiu/Yau 侯=Hou/Hau 江=Jiang/Kong 尹=Yin/Wan 薛=Xue/Sit 段=Duan/Tuen 雷=Lei/Lui 龙=Long/Lung
    史=Shi 贺=He/Ho 顾=Gu/Koo 毛=Mao/Mo""",
    surname_tail=(
        "欧=Ou 司=Si 上=Shang 诸=Zhu 夏=Xia 东=Dong 皇=Huang 尉=Yu",
        "阳=yang 马=ma 官=guan 葛=ge 侯=hou 方=fang 甫=fu",
    ),
    given_tail=(
        """志=Zhi 建=Jian 文=Wen 国=Guo 海=Hai 晓=Xiao 德=De 永=Yong 家=Jia 立=Li 俊=Jun 子=Zi 宇=Yu 嘉=Jia 明=Ming
        天=Tian 少=Shao 世=Shi 金=Jin 云=Yun
        振=Zhen 泽=Ze""",
        """强=qiang 明=ming 华=hua 平=ping 军=jun 伟=wei 东=dong 峰=feng 龙=long 辉=hui 林=lin 杰=jie 涛=tao 飞=fei
        鹏=peng 轩=xuan 超=chao 刚=gang""",
        """晓=Xiao 丽=Li 雪=Xue 美=Mei 玉=Yu 春=Chun 佳=Jia 思=Si 雅=Ya 婉=Wan 梦=Meng 诗=Shi 秀=Xiu 慧=Hui 海=Hai
        月=Yue 文=Wen 心=Xin 若=Ruo 小=Xiao""",
        """华=hua 玲=ling 燕=yan 芳=fang 梅=mei 红=hong 琳=lin 婷=ting 怡=yi 涵=han 颖=ying 娜=na 萍=ping 英=ying
        敏=min 雯=wen 洁=jie 妍=yan""",
    ),
    flatness=1.5,
    rare_given=0.65,
    spouse_shares=0.03,
    double=0.0,
    middle=0.0,
    script="han",
)

JAPANESE = Culture(
    male="""博=Hiroshi 清=Kiyoshi 茂=Shigeru 勇=Isamu 正=Tadashi 進=Susumu 実=Minoru 昭=Akira |
    健一=Kenichi 誠=Makoto 浩=Hiroshi 修=Osamu 隆=Takashi 直樹=Naoki 和也=Kazuya 哲也=Tetsuya 剛=Tsuyoshi
    大輔=Daisuke |
    翔太=Shota 蓮=Ren 大翔=Hiroto 拓海=Takumi 翼=Tsubasa 颯太=Sota 陸=Riku 海斗=Kaito 悠斗=Yuto/Yuuto 健太=Kenta""",
    female="""和子=Kazuko 幸子=Sachiko 節子=Setsuko 洋子=Yoko/Youko 弘子=Hiroko 恵子=Keiko 京子=Kyoko |
    久美子=Kumiko 由美子=Yumiko 陽子=Yoko/Youko 明美=Akemi 智子=Tomoko 裕子=Yuko/Yuuko 真由美=Mayumi 直美=Naomi
    美香=Mika |
    陽菜=Hina 美咲=Misaki 葵=Aoi 結衣=Yui 優花=Yuka 凛=Rin 愛=Ai 彩=Aya 七海=Nanami 遥=Haruka 桜=Sakura""",
    surnames="""佐藤=Sato/Satoh 鈴木=Suzuki 高橋=Takahashi 田中=Tanaka 伊藤=Ito/Itoh 渡辺=Watanabe 山本=Yamamoto
    中村=Nakamura 小林=Kobayashi
    加藤=Kato/Katoh 吉田=Yoshida 山田=Yamada 佐々木=Sasaki 山口=Yamaguchi 松本=Matsumoto 井上=Inoue/Inouye
    木村=Kimura 林=Hayashi 斎藤=Saito/Saitoh
    清水=Shimizu 山崎=Yamazaki/Yamasaki 森=Mori 池田=Ikeda 橋本=Hashimoto 阿部=Abe 石川=Ishikawa 小川=Ogawa
    前田=Maeda 岡田=Okada 長谷川=Hasegawa
    藤田=Fujita 後藤=Goto/Gotoh 近藤=Kondo/Kondoh 村上=Murakami 遠藤=Endo/Endoh 青木=Aoki 坂本=Sakamoto 福田=Fukuda
    太田=Ota/Ohta 西村=Nishimura
    藤井=Fujii 金子=Kaneko 岡本=Okamoto 中野=Nakano 原田=Harada 松田=Matsuda 竹内=Takeuchi 小野=Ono/Ohno 田村=Tamura
    中山=Nakayama""",
    surname_tail=(
        """高=Taka 中=Naka 大=O 小=Ko 上=Kami 西=Nishi 東=Higashi 北=Kita 南=Minami 石=Ishi 岩=Iwa 松=Matsu 竹=Take
        杉=Sugi 藤=Fuji 森=Mori 林=Hayashi 青=Ao
        黒=Kuro 白=Shira 赤=Aka 長=Naga 広=Hiro 福=Fuku 吉=Yoshi 浅=Asa 深=Fuka 荒=Ara 新=Nii 古=Furu 宮=Miya
        神=Kami 桜=Sakura 梅=Ume 栗=Kuri 秋=Aki 春=Haru 夏=Natsu""",
        """田=da 川=kawa 山=yama 村=mura 木=ki 野=no 原=hara 島=shima 崎=zaki/saki 沢=zawa/sawa 本=moto 井=i
        口=guchi 岡=oka 谷=tani 橋=hashi 林=bayashi 尾=o
        田井=tai 内=uchi 下=shita 池=ike 浦=ura 坂=saka 瀬=se""",
    ),
    given_tail=(
        """健=Ken 直=Nao 和=Kazu 正=Masa 義=Yoshi 広=Hiro 隆=Taka 信=Nobu 光=Mitsu 秀=Hide 俊=Toshi 貴=Taka 雅=Masa
        智=Tomo 康=Yasu""",
        "一=ichi 太=ta 人=hito 之=yuki 樹=ki 彦=hiko 夫=o 也=ya 明=aki 志=shi 雄=o 行=yuki",
        "美=Mi 由=Yu 真=Ma 恵=E 千=Chi 奈=Na 沙=Sa 友=Tomo 和=Kazu 紀=Nori 彩=Aya 麻=Asa 菜=Na 理=Ri",
        "子=ko 美=mi 香=ka 奈=na 恵=e 代=yo 江=e 里=ri 花=ka 乃=no 織=ori 世=yo",
    ),
    flatness=9.0,
    rare_given=0.45,
    spouse_shares=0.95,
    double=0.0,
    middle=0.0,
    script="han",
)

KOREAN = Culture(
    male="""영호=Youngho/Yeongho 영수=Youngsoo/Yeongsu 정호=Jungho/Jeongho |
    성민=Sungmin/Seongmin 정훈=Junghoon/Jeonghun 성호=Sungho/Seongho 상현=Sanghyun/Sanghyeon 동현=Donghyun/Donghyeon |
    민준=Minjun 서준=Seojun 도윤=Doyun 지훈=Jihoon/Jihun 현우=Hyunwoo/Hyeonu 준서=Junseo""",
    female="""영자=Youngja/Yeongja 정숙=Jungsook/Jeongsuk 순자=Soonja/Sunja |
    미경=Mikyung/Migyeong 은정=Eunjung/Eunjeong 지영=Jiyoung/Jiyeong 현정=Hyunjung/Hyeonjeong |
    서연=Seoyeon 지우=Jiwoo/Jiu 수빈=Subin/Soobin 민지=Minji 예은=Yeeun 하은=Haeun""",
    surnames="""김=Kim/Gim 이=Lee/Yi 박=Park/Bak 최=Choi/Choe 정=Jung/Jeong 강=Kang/Gang 조=Cho/Jo 윤=Yoon/Yun
    장=Jang/Chang 임=Lim/Im
    한=Han 오=Oh/O 서=Seo/Suh 신=Shin/Sin 권=Kwon/Gwon 황=Hwang 안=Ahn/An 송=Song 전=Jeon/Chun 홍=Hong 유=Yoo/Yu
    고=Ko/Go 문=Moon/Mun
    양=Yang 손=Son/Sohn 배=Bae/Pae 백=Baek/Paik 허=Heo/Hur 남=Nam 심=Shim/Sim 노=Noh/Roh 하=Ha 곽=Kwak/Gwak
    성=Sung/Seong 차=Cha 주=Joo/Ju
    우=Woo/U 구=Koo/Gu 민=Min 류=Ryu/Yoo 나=Na/Ra 진=Jin 지=Ji 엄=Um/Eom 채=Chae 원=Won 천=Cheon/Chun 방=Bang
    공=Kong/Gong 현=Hyun/Hyeon""",
    surname_tail=("제=Je 사=Sa 선=Seon 독=Dok", "갈=gal 공=gong 우=u 고=go"),
    given_tail=(
        """영=Young/Yeong 정=Jung/Jeong 성=Sung/Seong 상=Sang 동=Dong 재=Jae 민=Min 준=Jun 현=Hyun/Hyeon 지=Ji
        승=Seung 태=Tae 진=Jin 경=Kyung/Gyeong 도=Do 우=Woo/U""",
        """호=ho 수=soo/su 훈=hoon/hun 민=min 현=hyun/hyeon 우=woo/u 준=jun 석=seok/suk 진=jin 철=chul/cheol 환=hwan
        규=kyu/gyu 식=sik/shik 원=won""",
        """영=Young/Yeong 정=Jung/Jeong 은=Eun 미=Mi 지=Ji 현=Hyun/Hyeon 수=Soo/Su 혜=Hye 민=Min 서=Seo 예=Ye
        유=Yu/Yoo 선=Sun/Seon 경=Kyung/Gyeong""",
        """희=hee/hui 숙=sook/suk 정=jung/jeong 영=young/yeong 경=kyung/gyeong 연=yeon 주=joo/ju 진=jin 은=eun
        아=ah/a 미=mi 선=sun/seon 나=na 민=min""",
    ),
    flatness=0.8,
    rare_given=0.7,
    spouse_shares=0.02,
    double=0.0,
    middle=0.0,
    script="hangul",
)

ARABIC = Culture(
    male="""محمد=Mohammed/Muhammad أحمد=Ahmed/Ahmad علي=Ali حسن=Hassan/Hasan إبراهيم=Ibrahim حسين=Hussein/Husayn
    عبد_الله=Abdullah/Abdallah
    يوسف=Yousef/Yusuf محمود=Mahmoud/Mahmud مصطفى=Mustafa/Moustafa سعيد=Saeed/Said |
    محمد=Mohamed/Mohammad أحمد=Ahmed/Ahmad خالد=Khaled/Khalid عمر=Omar/Umar طارق=Tariq/Tarek سامي=Sami
    هشام=Hisham/Hicham وليد=Walid/Waleed
    كريم=Karim/Kareem رشيد=Rashid/Rachid ياسر=Yasser/Yasir نبيل=Nabil/Nabeel جمال=Jamal/Gamal فيصل=Faisal/Faysal |
    محمد=Muhammad/Mohamed يوسف=Youssef/Yusuf عمر=Omar/Omer آدم=Adam حمزة=Hamza/Hamzah زياد=Ziad/Zyad أنس=Anas
    إياد=Iyad/Eyad ريان=Rayan/Rayyan""",
    female="""فاطمة=Fatima/Fatimah خديجة=Khadija/Khadijah عائشة=Aisha/Aicha زينب=Zainab/Zeinab مريم=Maryam/Mariam
    أمينة=Amina/Aminah |
    فاطمة=Fatma/Fatima سميرة=Samira/Sameera نادية=Nadia/Nadiya ليلى=Layla/Leila سلمى=Salma رانيا=Rania/Raniya
    هدى=Huda/Houda منى=Mona/Muna
    أمل=Amal سعاد=Souad/Suad كريمة=Karima/Kareema |
    مريم=Mariam/Maryam نور=Nour/Noor سارة=Sara/Sarah ياسمين=Yasmin/Yasmine آية=Aya/Ayah هبة=Heba/Hiba جنى=Jana
    رنا=Rana لينا=Lina/Leena""",
    surnames="""محمد=Mohamed/Mohammed أحمد=Ahmed/Ahmad علي=Ali حسن=Hassan/Hasan إبراهيم=Ibrahim خان=Khan
    حسين=Hussain/Hussein
    العلي=Al-Ali/Alali الحسن=Al-Hassan/Alhasan المصري=El-Masry/Al-Masri الخطيب=Al-Khatib/El_Khatib حداد=Haddad
    الشامي=Al-Shami/Elshamy
    منصور=Mansour/Mansur سالم=Salem/Salim عثمان=Othman/Osman صالح=Saleh/Salih النجار=Al-Najjar/Najjar
    الأحمد=Al-Ahmad/Alahmad
    خليل=Khalil/Khaleel ناصر=Nasser/Nasir حمدان=Hamdan بن_علي=Ben_Ali/Benali فارس=Fares/Faris
    سليمان=Suleiman/Soliman الزهراني=Al-Zahrani/Alzahrani
    القحطاني=Al-Qahtani/Alkahtani الغامدي=Al-Ghamdi/Alghamdi العتيبي=Al-Otaibi/Alotaibi الدوسري=Al-Dosari/Aldossary
    يوسف=Youssef/Yousef
    عبد_الرحمن=Abdulrahman/Abdel_Rahman عبد_العزيز=Abdulaziz/Abdel_Aziz شاهين=Shaheen/Chahine قاسم=Qasim/Kassem
    رمضان=Ramadan زيدان=Zidan/Zaydan""",
    surname_tail=(
        "ال=Al-/Al ابو_=Abu_/Abou_ بن_=Ben_/Bin_ آل_=Al_/El_",
        """بكري=Bakri/Bakry شريف=Sharif/Cherif طيب=Tayeb/Tayyib نعيم=Naim/Naeem رفاعي=Rifai/Refai سيد=Sayed/Sayyid
        هاشمي=Hashimi/Hashemi كردي=Kurdi تميمي=Tamimi
        عمري=Omari/Amri فاسي=Fassi/Fasi حلبي=Halabi مغربي=Maghribi/Maghrabi بغدادي=Baghdadi يمني=Yamani/Yemeni
        حربي=Harbi شمري=Shammari/Shamari مالكي=Malki/Maliki
        سعدي=Saadi/Sadi راشد=Rashed/Rashid جابر=Jaber/Jabir زيد=Zaid/Zayd قادر=Qader/Kader كاظم=Kazim/Kadhim
        حكيم=Hakim/Hakeem صباح=Sabah طاهر=Taher/Tahir
        بدوي=Badawi/Badawy عطار=Attar خياط=Khayat/Khayyat صايغ=Sayegh/Sayigh بيطار=Bitar/Baytar دباغ=Dabbagh
        سمان=Samman حمود=Hammoud/Hamoud مراد=Murad/Mourad""",
    ),
    given_tail=(
        "عبد_ال=Abdul/Abdel_",
        """رحمن=rahman عزيز=aziz كريم=karim قادر=qader/kader ناصر=nasser/nasir حميد=hamid رزاق=razzaq/razak
        لطيف=latif سلام=salam""",
        "نور_=Nour_/Noor_ أم_=Um_/Oum_",
        "الهدى=Al-Huda/Elhouda الدين=El-Din/Eddin كلثوم=Kulthum/Kalthoum",
    ),
    flatness=4.0,
    rare_given=0.1,
    spouse_shares=0.1,
    double=0.03,
    middle=0.25,
    script="arabic",
)

INDIAN = Culture(
    male="""Ram Krishna Mohan Ramesh Suresh Prakash Ashok Vijay Rajendra Mahendra Gopal Subhash Balwant Shyam Hari
    Narayan |
    Rajesh Sanjay Sunil Anil Rakesh Manoj Amit Vinod Ajay Deepak Mukesh Sandeep Pradeep Ravi Arun Naveen Vikram
    Kiran Sachin
    Nitin Rahul Harpreet Gurpreet |
    Rahul Rohan Arjun Aditya Karan Akash Vivek Aarav Varun Siddharth Harsh Ankit Kunal Nikhil Pranav Ishaan Yash
    Dhruv Vihaan
    Imran Abhishek""",
    female="""Lakshmi Kamala Sita Saraswati Shanti Savitri Parvati Usha Asha Pushpa Sarojini Vimala Nirmala Sushila |
    Sunita Anita Geeta Rekha Neeta Kavita Seema Meena Priya Sangeeta Jyoti Manju Rajni Vandana Nisha Swati Deepa
    Shilpa Archana
    Harjit |
    Priya Pooja Neha Anjali Shreya Aishwarya Divya Riya Ananya Sneha Kavya Isha Meera Tanvi Nandini Diya Aditi
    Simran Ayesha
    Sakshi""",
    surnames="""Kumar Singh Sharma Patel Gupta Das Devi Verma Reddy Khan Yadav Jain Shah Mishra Rao Nair Mehta Joshi
    Iyer Pillai
    Chauhan Agarwal Pandey Chopra Kapoor Malhotra Bose Banerjee Mukherjee Chatterjee Ghosh Sen Dutta Roy Kaur Gill
    Dhillon Sandhu
    Sidhu Bhatt Trivedi Desai Parekh Menon Krishnan Subramanian Venkatesh Naidu Choudhary Saxena Srivastava Tiwari
    Dubey
    Kulkarni Deshmukh Patil Shetty Hegde Gowda Fernandes D'Souza Thomas Mathew George Sinha Bhatia Arora Sethi
    Anand""",
    surname_tail=(
        """Ag Ah Am An Ar Ba Bal Bha Bhar Cha Chan Cho Da Dar Desh De Gan Ga Gar Go Ha Har Ja Jay Ka Kal Kan Kha Kri
        La Ma Mal
        Man Me Mu Na Nan Pa Pan Par Pra Ra Raj Ram Sa San Sar Sha Shan Shri Su Sub Tha Tri Va Ven Vi Vish""",
        """wal kar dhar nathan swamy murthy raju shekhar mani pathi dasan gopal lingam wani dekar lal nagar priya
        putra rkar
        tnaik ndra wadi walia rangan kant appa""",
    ),
    given_tail=(
        "Raj Jay Dev Har Man Jas Gur Sur Nar Vir",
        "esh inder deep kumar endra preet jit ansh it",
        "Raj Jay Dev Har Man Jas Shu Su",
        "ita inder deep kumari ni preet jit shree",
    ),
    respellings="ee>i v>w sh>s dh>d th>t oo>u",
    nicknames="""Rajesh: Raj Raju; Ramesh: Ramu; Sanjay: Sanju; Sandeep: Sandy; Vikram: Vicky; Siddharth: Sid;
    Abhishek: Abhi;
    Aditya: Adi; Krishna: Kris; Vijay: Viju; Priya: Piya; Anjali: Anju; Aishwarya: Aish; Sangeeta: Geeta; Deepa:
    Deepu""",
    flatness=5.0,
    spouse_shares=0.7,
    double=0.01,
    middle=0.15,
)
