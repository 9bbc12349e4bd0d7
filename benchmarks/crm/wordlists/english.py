"""English-speaking names."""

from benchmarks.crm.wordlists.culture import Culture

ENGLISH = Culture(
    male="""James Robert John William Richard Charles George Donald Thomas Joseph Ronald Kenneth Edward Gerald Harold
    Raymond Walter Frank Henry Arthur Albert Ralph Eugene Roy Louis Stanley Leonard Norman Ernest Clarence Herbert
    Alfred
    Frederick Samuel Francis Bernard Leroy Earl Vernon Melvin |
    Michael David John James Robert William Christopher Mark Richard Brian Steven Jeffrey Thomas Scott Kevin Timothy
    Paul
    Daniel Anthony Eric Jason Gregory Stephen Kenneth Joseph Matthew Andrew Patrick Edward Douglas Craig Peter Todd
    Gary
    Keith Philip Sean Darren Stuart Neil Adrian Russell Jonathan Nicholas Benjamin Jeremy Lawrence Gordon Colin
    Graham |
    Jacob Michael Joshua Matthew Daniel Christopher Andrew Ethan Joseph William Anthony Alexander David Ryan Noah
    James
    Nicholas Tyler Logan John Christian Jonathan Nathan Benjamin Samuel Dylan Brandon Gabriel Elijah Aiden Jack Connor
    Liam Oliver Harry Luke Callum Mason Jayden Isaac Lucas Zachary Cameron Evan Owen Kyle Trevor Dominic Leo Max""",
    female="""Mary Barbara Patricia Carol Judith Betty Nancy Sandra Margaret Shirley Linda Joan Dorothy Sharon Joyce
    Carolyn
    Virginia Helen Janet Ruth Marilyn Jean Beverly Frances Donna Alice Martha Phyllis Doris Evelyn Rose Gloria
    Marjorie
    Lois Eleanor Edith Florence Irene Rita Josephine |
    Jennifer Lisa Kimberly Michelle Amy Angela Melissa Mary Tracy Julie Susan Karen Laura Stephanie Elizabeth
    Christine
    Kelly Heather Deborah Patricia Cynthia Rebecca Tina Dawn Teresa Pamela Wendy Maria Denise Robin Nicole Andrea
    Jacqueline
    Catherine Katherine Sarah Claire Joanne Samantha Victoria Helen Alison Sharon Theresa Gillian Fiona Sally Anne
    Jane |
    Emily Madison Emma Hannah Abigail Olivia Ashley Sarah Samantha Alexis Elizabeth Alyssa Isabella Grace Lauren
    Taylor
    Kayla Brianna Anna Victoria Megan Sydney Chloe Rachel Jasmine Sophia Jessica Natalie Hailey Julia Kaitlyn Morgan
    Destiny Ella Mia Zoe Charlotte Amelia Lucy Molly Paige Holly Georgia Jade Rebecca Savannah Faith Leah Ruby
    Freya""",
    surnames="""Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Lee
    Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson
    Campbell
    Mitchell Roberts Carter Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan
    Cooper
    Peterson Bailey Reed Kelly Howard Cox Ward Richardson Watson Brooks Wood James Bennett Gray Hughes Price Myers
    Long
    Foster Sanders Ross Powell Sullivan Russell Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan
    Reynolds
    Hamilton Graham Wallace Cole West Gibson Bryant Ellis Stevens Murray Ford Marshall Owens McDonald Harrison Kennedy
    Wells Woods Porter Hunter Hicks Crawford Henry Boyd Mason Kelley Warren Dixon Burns Gordon Shaw Holmes Rice
    Robertson
    Hunt Black Palmer Mills Nichols Grant Knight Ferguson Stone Hawkins Dunn Perkins Hudson Spencer Gardner Payne
    Pierce
    Berry Matthews Arnold Willis Ray Watkins Carroll Duncan Hart Cunningham Bradley Lane Andrews Harper Fox Riley
    Armstrong Carpenter Weaver Greene Elliott Chapman O'Brien O'Connor O'Neill McCarthy MacDonald Fitzgerald Begum""",
    surname_tail=(
        """Ash Black Brad Burn Brock Brans Carl Chat Clif Cran Crom Dal Den Drey East Edge Ether Fair Farn Fen Glad
        Gran
        Green Had Hal Hart Hather Haw Hazel Hol Hun Kel Kirk Lang Led Lin Lock Lang Mar May Mel Mid Mor Nether New
        Nor Oak
        Pen Pick Pres Rad Rams Red Rother Ruther Sel Shef Shel Stan Stock Strat Sum Sut Thorn Thur Tre Up Wal War Wake
        Water Wes Whit Wil Win Wood Wor Wy Yar Mac Mc O'Har O'Mal McGil McAl McIn Fitz""",
        """ton ley ford worth ham field well by more land wick den burn wood man ridge stead hurst bourne brook dale
        combe
        ery som cott gate ward lock mer sey low shaw borough hill don ster ington ingham erson ers win ney lin""",
    ),
    given_tail=(
        "Ja De Ke Bray Jay Ty Tre Ka Ry Ma La Da Ro Tay",
        "den von shawn lon vin ron mar rell son ler cus",
        "Ka La Sha Ma Bri Ta Kay Jay Ali Car Tay Mc Ro",
        "lyn leigh nelle sha lie nna nique lee ra ylah lani",
    ),
    respellings="ley>leigh ton>tone ck>k field>feild ham>um erson>ersen y>ie wood>woode burn>burne ll>l",
    nicknames="""James: Jim Jimmy Jamie; Robert: Bob Rob Bobby Robbie; John: Jack Johnny; William: Bill Will Billy
    Liam;
    Richard: Rick Dick Rich Ricky; Charles: Charlie Chuck Chas; Thomas: Tom Tommy; Joseph: Joe Joey; Edward: Ed
    Eddie Ted;
    Michael: Mike Mick Mickey; David: Dave Davy; Christopher: Chris Kit; Steven: Steve; Stephen: Steve; Jeffrey: Jeff;
    Timothy: Tim; Daniel: Dan Danny; Anthony: Tony; Gregory: Greg; Kenneth: Ken Kenny; Matthew: Matt; Andrew: Andy
    Drew;
    Patrick: Pat Paddy; Nicholas: Nick; Benjamin: Ben; Samuel: Sam Sammy; Alexander: Alex Xander; Joshua: Josh;
    Jonathan: Jon; Nathan: Nate; Zachary: Zach Zack; Frederick: Fred Freddie; Ronald: Ron; Donald: Don; Gerald:
    Gerry Jerry;
    Lawrence: Larry; Leonard: Len Lenny; Raymond: Ray; Albert: Al Bert; Eugene: Gene; Henry: Harry Hank; Francis:
    Frank;
    Philip: Phil; Douglas: Doug; Peter: Pete; Jacob: Jake; Elizabeth: Liz Beth Betty Lizzie; Margaret: Peggy Maggie
    Meg;
    Patricia: Pat Patty Tricia; Barbara: Barb Babs; Jennifer: Jen Jenny; Katherine: Kate Kathy Katie; Catherine:
    Cathy Kate;
    Susan: Sue Susie; Deborah: Debbie Deb; Rebecca: Becky Becca; Kimberly: Kim; Christine: Chris Chrissie Tina;
    Stephanie: Steph; Samantha: Sam; Victoria: Vicky Tori; Pamela: Pam; Teresa: Terry Tess; Theresa: Terry Tess;
    Jacqueline: Jackie; Cynthia: Cindy; Sandra: Sandy; Dorothy: Dot Dottie; Virginia: Ginny; Judith: Judy; Abigail:
    Abby;
    Alexis: Alex Lexi; Jessica: Jess Jessie; Natalie: Nat; Charlotte: Charlie Lottie; Amelia: Millie; Isabella:
    Bella Izzy;
    Frances: Fran; Josephine: Jo Josie; Madison: Maddie; Michelle: Shelly; Melissa: Mel Missy; Angela: Angie;
    Eleanor: Ellie Nell; Martha: Marty; Nancy: Nan; Carolyn: Carol Lyn; Sarah: Sally; Megan: Meg; Olivia: Liv
    Livvy""",
    flatness=14.0,
    middle=0.45,
)
