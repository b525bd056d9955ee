BEGIN TRANSACTION;
CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	password_hash VARCHAR(200), 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT uq_accounts_email UNIQUE (email)
);
INSERT INTO "accounts" VALUES(1,'before@example.org','camille','$argon2id$v=19$m=65536,t=3,p=4$gGb4OyUJ/dM+2IXroUVMGw$/Ta4O4Os2PbCCqIEeUZAYGLTToByj1cQgUC3MpGXLco','2026-11-22 04:54:01.767717');
INSERT INTO "accounts" VALUES(2,'odile@example.org','Odile',NULL,'2026-11-22 04:54:02.814748');
INSERT INTO "accounts" VALUES(3,'demo@openlab.example','Camille','$argon2id$v=19$m=65536,t=3,p=4$DHoV6gjwYMF1YJS5pDf1ig$yG3NrTcTaM1phhEqbs641YQpulr7IXwq3aVSG4xf2f0','2026-11-22 04:54:02.831610');
INSERT INTO "accounts" VALUES(4,'developer@openlab.example','Developer',NULL,'2026-11-22 04:54:06.443636');
INSERT INTO "accounts" VALUES(5,'designer@openlab.example','Designer',NULL,'2026-11-22 04:54:06.445216');
INSERT INTO "accounts" VALUES(6,'camille@example.org','camille','$argon2id$v=19$m=65536,t=3,p=4$gGb4OyUJ/dM+2IXroUVMGw$/Ta4O4Os2PbCCqIEeUZAYGLTToByj1cQgUC3MpGXLco','2026-11-22 04:54:06.581571');
CREATE TABLE agenda_steps (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR(80) NOT NULL, 
	minutes INTEGER NOT NULL, 
	phase VARCHAR(20), 
	who VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_agenda_steps PRIMARY KEY (id), 
	CONSTRAINT ck_agenda_steps_phase CHECK (phase IN ('preparation', 'collect', 'sort', 'vote', 'results', 'groups_1', 'groups_2', 'wrap_up', 'closed')), 
	CONSTRAINT ck_agenda_steps_minutes CHECK (minutes BETWEEN 1 AND 600), 
	CONSTRAINT fk_agenda_steps_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE
);
INSERT INTO "agenda_steps" VALUES(1,1,1,'Accueil',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(2,2,1,'Accueil et tour de table',15,'preparation','Camille');
INSERT INTO "agenda_steps" VALUES(3,2,2,'Lister les irritants',25,'collect','Tout le monde');
INSERT INTO "agenda_steps" VALUES(4,2,3,'Regrouper',10,'sort','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(5,2,4,'Voter',5,'vote','Tout le monde');
INSERT INTO "agenda_steps" VALUES(6,2,5,'Lire le classement, retenir les sujets',10,'results','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(7,2,6,'Groupes de travail, première session',50,'groups_1','Groupes');
INSERT INTO "agenda_steps" VALUES(8,2,7,'Pause',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(9,2,8,'Groupes de travail, seconde session',50,'groups_2','Groupes');
INSERT INTO "agenda_steps" VALUES(10,2,9,'Restitution et évaluation',20,'wrap_up','Tout le monde');
INSERT INTO "agenda_steps" VALUES(11,3,1,'Accueil et tour de table',15,'preparation','Camille');
INSERT INTO "agenda_steps" VALUES(12,3,2,'Lister les irritants',25,'collect','Tout le monde');
INSERT INTO "agenda_steps" VALUES(13,3,3,'Regrouper',10,'sort','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(14,3,4,'Voter',5,'vote','Tout le monde');
INSERT INTO "agenda_steps" VALUES(15,3,5,'Lire le classement, retenir les sujets',10,'results','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(16,3,6,'Groupes de travail, première session',50,'groups_1','Groupes');
INSERT INTO "agenda_steps" VALUES(17,3,7,'Pause',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(18,3,8,'Groupes de travail, seconde session',50,'groups_2','Groupes');
INSERT INTO "agenda_steps" VALUES(19,3,9,'Restitution et évaluation',20,'wrap_up','Tout le monde');
INSERT INTO "agenda_steps" VALUES(20,4,1,'Accueil et tour de table',15,'preparation','Camille');
INSERT INTO "agenda_steps" VALUES(21,4,2,'Lister les irritants',25,'collect','Tout le monde');
INSERT INTO "agenda_steps" VALUES(22,4,3,'Regrouper',10,'sort','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(23,4,4,'Voter',5,'vote','Tout le monde');
INSERT INTO "agenda_steps" VALUES(24,4,5,'Lire le classement, retenir les sujets',10,'results','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(25,4,6,'Groupes de travail, première session',50,'groups_1','Groupes');
INSERT INTO "agenda_steps" VALUES(26,4,7,'Pause',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(27,4,8,'Groupes de travail, seconde session',50,'groups_2','Groupes');
INSERT INTO "agenda_steps" VALUES(28,4,9,'Restitution et évaluation',20,'wrap_up','Tout le monde');
INSERT INTO "agenda_steps" VALUES(29,5,1,'Accueil et tour de table',15,'preparation','Camille');
INSERT INTO "agenda_steps" VALUES(30,5,2,'Lister les irritants',25,'collect','Tout le monde');
INSERT INTO "agenda_steps" VALUES(31,5,3,'Regrouper',10,'sort','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(32,5,4,'Voter',5,'vote','Tout le monde');
INSERT INTO "agenda_steps" VALUES(33,5,5,'Lire le classement, retenir les sujets',10,'results','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(34,5,6,'Groupes de travail, première session',50,'groups_1','Groupes');
INSERT INTO "agenda_steps" VALUES(35,5,7,'Pause',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(36,5,8,'Groupes de travail, seconde session',50,'groups_2','Groupes');
INSERT INTO "agenda_steps" VALUES(37,5,9,'Restitution et évaluation',20,'wrap_up','Tout le monde');
INSERT INTO "agenda_steps" VALUES(38,6,1,'Accueil et tour de table',15,'preparation','Camille');
INSERT INTO "agenda_steps" VALUES(39,6,2,'Lister les irritants',25,'collect','Tout le monde');
INSERT INTO "agenda_steps" VALUES(40,6,3,'Regrouper',10,'sort','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(41,6,4,'Voter',5,'vote','Tout le monde');
INSERT INTO "agenda_steps" VALUES(42,6,5,'Lire le classement, retenir les sujets',10,'results','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(43,6,6,'Groupes de travail, première session',50,'groups_1','Groupes');
INSERT INTO "agenda_steps" VALUES(44,6,7,'Pause',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(45,6,8,'Groupes de travail, seconde session',50,'groups_2','Groupes');
INSERT INTO "agenda_steps" VALUES(46,6,9,'Restitution et évaluation',20,'wrap_up','Tout le monde');
INSERT INTO "agenda_steps" VALUES(47,7,1,'Accueil et tour de table',15,'preparation','Camille');
INSERT INTO "agenda_steps" VALUES(48,7,2,'Lister les irritants',25,'collect','Tout le monde');
INSERT INTO "agenda_steps" VALUES(49,7,3,'Regrouper',10,'sort','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(50,7,4,'Voter',5,'vote','Tout le monde');
INSERT INTO "agenda_steps" VALUES(51,7,5,'Lire le classement, retenir les sujets',10,'results','Camille, avec la salle');
INSERT INTO "agenda_steps" VALUES(52,7,6,'Groupes de travail, première session',50,'groups_1','Groupes');
INSERT INTO "agenda_steps" VALUES(53,7,7,'Pause',15,NULL,'');
INSERT INTO "agenda_steps" VALUES(54,7,8,'Groupes de travail, seconde session',50,'groups_2','Groupes');
INSERT INTO "agenda_steps" VALUES(55,7,9,'Restitution et évaluation',20,'wrap_up','Tout le monde');
INSERT INTO "agenda_steps" VALUES(56,8,1,'Accueil',15,NULL,'');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE assessments (
	item_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	level INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_assessments PRIMARY KEY (item_id, account_id, role), 
	CONSTRAINT ck_assessments_role CHECK (role IN ('developer', 'designer', 'owner')), 
	CONSTRAINT ck_assessments_level CHECK (level BETWEEN 1 AND 5), 
	CONSTRAINT fk_assessments_account_id_accounts FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_assessments_item_id_backlog_items FOREIGN KEY(item_id) REFERENCES backlog_items (id) ON DELETE CASCADE
);
INSERT INTO "assessments" VALUES(1,4,'developer',4,'La liste existe ; il reste à la vérifier au dépôt.','2026-11-22 04:54:06.474523');
INSERT INTO "assessments" VALUES(1,5,'designer',5,'Un seul écran, testé avec cinq sociétés.','2026-11-22 04:54:06.476400');
INSERT INTO "assessments" VALUES(1,3,'owner',4,'Une semaine de gagnée sur un dossier sur deux.','2026-11-22 04:54:06.478938');
INSERT INTO "assessments" VALUES(2,4,'developer',4,'L''étape est déjà en base : il reste à la montrer.','2026-11-22 04:54:06.496322');
INSERT INTO "assessments" VALUES(2,5,'designer',4,'La maquette papier a été comprise sans explication.','2026-11-22 04:54:06.497730');
INSERT INTO "assessments" VALUES(2,3,'owner',5,'Concerne chaque société, à chaque dossier.','2026-11-22 04:54:06.499256');
INSERT INTO "assessments" VALUES(3,4,'developer',5,'Un envoi programmé, cinq jours avant.','2026-11-22 04:54:06.516744');
INSERT INTO "assessments" VALUES(3,5,'designer',2,'La fiche d''une page reste à inventer avec les membres.','2026-11-22 04:54:06.518941');
INSERT INTO "assessments" VALUES(3,3,'owner',4,'Des séances plus courtes et des décisions mieux motivées.','2026-11-22 04:54:06.520404');
INSERT INTO "assessments" VALUES(4,4,'developer',2,'Il faut d''abord une doctrine écrite par les régions.','2026-11-22 04:54:06.536292');
INSERT INTO "assessments" VALUES(4,3,'owner',3,'Décisif, mais l''outil n''y suffit pas.','2026-11-22 04:54:06.537906');
CREATE TABLE backlog_items (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	form_key VARCHAR(64), 
	title VARCHAR(200) NOT NULL, 
	problem TEXT NOT NULL, 
	solution TEXT NOT NULL, 
	for_whom TEXT NOT NULL, 
	indicator VARCHAR(300) NOT NULL, 
	external_link VARCHAR(500) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	decline_reason TEXT NOT NULL, 
	moscow VARCHAR(10), 
	horizon VARCHAR(10), 
	sprint_id INTEGER, 
	place INTEGER, 
	place_reason TEXT NOT NULL, 
	rice_reach DOUBLE, 
	rice_impact DOUBLE, 
	rice_confidence DOUBLE, 
	rice_effort DOUBLE, 
	created_at DATETIME NOT NULL, 
	delivered_at DATETIME, 
	joined_into INTEGER, 
	CONSTRAINT pk_backlog_items PRIMARY KEY (id), 
	CONSTRAINT ck_backlog_items_place CHECK ((place IS NULL) = (place_reason = '') AND coalesce(place, 1) >= 1), 
	CONSTRAINT ck_backlog_items_declined_with_a_reason CHECK ((status = 'declined') = (decline_reason <> '')), 
	CONSTRAINT ck_backlog_items_delivered_at CHECK ((status = 'delivered') = (delivered_at IS NOT NULL)), 
	CONSTRAINT ck_backlog_items_horizon CHECK (horizon IN ('now', 'next', 'later')), 
	CONSTRAINT ck_backlog_items_moscow CHECK (moscow IN ('must', 'should', 'could', 'wont')), 
	CONSTRAINT ck_backlog_items_status CHECK (status IN ('proposed', 'kept', 'planned', 'in_progress', 'delivered', 'declined')), 
	CONSTRAINT ck_backlog_items_external_link CHECK (substr(external_link, 1, 7) = 'http://' OR substr(external_link, 1, 8) = 'https://' OR external_link = ''), 
	CONSTRAINT ck_backlog_items_joined_into_another CHECK (joined_into <> id), 
	CONSTRAINT ck_backlog_items_title CHECK (length(title) BETWEEN 1 AND 200), 
	CONSTRAINT ck_backlog_items_rice CHECK (rice_reach IS NULL AND rice_impact IS NULL AND rice_confidence IS NULL AND rice_effort IS NULL OR coalesce(rice_reach, -1) >= 0 AND coalesce(rice_impact, -1) >= 0 AND coalesce(rice_confidence, -1) BETWEEN 0 AND 1 AND coalesce(rice_effort, 0) > 0), 
	CONSTRAINT fk_backlog_items_product_id_joined_into_backlog_items FOREIGN KEY(product_id, joined_into) REFERENCES backlog_items (product_id, id), 
	CONSTRAINT fk_backlog_items_product_id_sprint_id_sprints FOREIGN KEY(product_id, sprint_id) REFERENCES sprints (product_id, id), 
	CONSTRAINT fk_backlog_items_product_id_products FOREIGN KEY(product_id) REFERENCES products (id) ON DELETE CASCADE, 
	CONSTRAINT uq_backlog_items_product_id_form_key UNIQUE (product_id, form_key), 
	CONSTRAINT uq_backlog_items_product_id_id UNIQUE (product_id, id), 
	CONSTRAINT uq_backlog_items_product_id_number UNIQUE (product_id, number)
);
INSERT INTO "backlog_items" VALUES(1,2,1,6,NULL,'Les dossiers arrivent incomplets','Il faut relancer plusieurs fois, par courriel et par téléphone.

Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','La liste des pièces se remplit à plusieurs : la production, l''agence et la famille déposent chacune les leurs.','Instructeur·rice','Dossiers complets au dépôt : de 50 % à 80 %','','delivered','','must','now',1,NULL,'',NULL,NULL,NULL,NULL,'2026-11-22 04:54:06.467669','2026-11-22 04:54:06.483500',NULL);
INSERT INTO "backlog_items" VALUES(2,2,2,4,NULL,'Je ne sais pas où en est mon dossier','Entre le dépôt et la commission mensuelle, aucune visibilité.

Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','La page de suivi montre aussi ce qu''il reste à fournir et par qui, et l''avis médical y apparaît dès qu''il est rendu.','Société de production','Appels de suivi par dossier : de trois à un','https://tracker.example/issues/42','in_progress','','must','now',1,NULL,'',NULL,NULL,NULL,NULL,'2026-11-22 04:54:06.494284',NULL,NULL);
INSERT INTO "backlog_items" VALUES(3,2,3,3,NULL,'Je découvre les dossiers en séance','L''ordre du jour et les pièces arrivent trop tard.

Les membres de la commission reçoivent les pièces la veille et découvrent les dossiers en séance.

Les horaires de travail à risque passent inaperçus dans le dossier.','L''ordre du jour et une fiche d''une page par dossier, envoyés cinq jours avant ; chaque membre peut poser ses questions avant la séance.

Un signal sur la fiche dès qu''un horaire dépasse les règles, avec la règle en clair.','Membre de commission','','','planned','','should','next',2,NULL,'',NULL,NULL,NULL,NULL,'2026-11-22 04:54:06.514672',NULL,NULL);
INSERT INTO "backlog_items" VALUES(4,2,4,3,NULL,'D''une région à l''autre, on n''instruit pas de la même façon','Les demandeurs ressentent un défaut d''égalité de traitement.

La même demande est acceptée dans une région et refusée dans une autre.

Personne ne sait à qui poser une question de droit.','Une doctrine partagée, écrite à plusieurs : dix cas types, la décision et son motif, mis à jour après chaque commission.

Une seule adresse pour les questions de droit, tenue à tour de rôle par trois régions, et les réponses rangées avec les cas types.','Instructeur·rice','','','kept','','could','later',NULL,NULL,'',NULL,NULL,NULL,NULL,'2026-11-22 04:54:06.534105',NULL,NULL);
INSERT INTO "backlog_items" VALUES(5,2,5,1,NULL,'Le formulaire externe impose ses contraintes','On ne peut pas adapter les champs à nos cas.','','Instructeur·rice','','','declined','Le formulaire appartient à un autre service : nous lui avons transmis la demande.',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,'2026-11-22 04:54:06.551448',NULL,NULL);
CREATE TABLE badges (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_badges PRIMARY KEY (id), 
	CONSTRAINT ck_badges_number CHECK (number >= 1), 
	CONSTRAINT fk_badges_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT uq_badges_code_hash UNIQUE (code_hash), 
	CONSTRAINT uq_badges_lab_id_number UNIQUE (lab_id, number)
);
INSERT INTO "badges" VALUES(1,8,1,'Badge-de-quelqu’un','542a608a841debfc14a3acfe7f157cd19468c4f120b50cc61083f8a8e9b454c0');
INSERT INTO "badges" VALUES(2,8,2,'','e31d876b4c0a118dcace5625a97df89a5e3a9a57076c46832d08aca2d3693596');
CREATE TABLE ballots (
	lab_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	second INTEGER NOT NULL, 
	by_facilitator BOOLEAN NOT NULL, 
	CONSTRAINT pk_ballots PRIMARY KEY (lab_id, participant_id), 
	CONSTRAINT ck_ballots_two_distinct CHECK (first < second), 
	CONSTRAINT fk_ballots_lab_id_first_pain_points FOREIGN KEY(lab_id, first) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT fk_ballots_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_ballots_lab_id_second_pain_points FOREIGN KEY(lab_id, second) REFERENCES pain_points (lab_id, id)
);
INSERT INTO "ballots" VALUES(4,37,27,28,0);
INSERT INTO "ballots" VALUES(4,38,28,30,0);
INSERT INTO "ballots" VALUES(4,39,28,29,0);
INSERT INTO "ballots" VALUES(4,40,27,29,0);
INSERT INTO "ballots" VALUES(4,41,24,28,0);
INSERT INTO "ballots" VALUES(4,42,24,28,0);
INSERT INTO "ballots" VALUES(4,43,27,28,0);
INSERT INTO "ballots" VALUES(4,44,23,24,0);
INSERT INTO "ballots" VALUES(4,45,21,24,0);
INSERT INTO "ballots" VALUES(4,46,21,24,0);
INSERT INTO "ballots" VALUES(4,47,22,24,0);
INSERT INTO "ballots" VALUES(4,48,24,25,0);
INSERT INTO "ballots" VALUES(4,49,21,22,0);
INSERT INTO "ballots" VALUES(4,50,23,24,0);
INSERT INTO "ballots" VALUES(4,51,24,25,0);
INSERT INTO "ballots" VALUES(4,52,24,28,0);
INSERT INTO "ballots" VALUES(4,53,24,32,0);
INSERT INTO "ballots" VALUES(4,54,32,33,0);
INSERT INTO "ballots" VALUES(5,61,41,42,0);
INSERT INTO "ballots" VALUES(5,62,42,44,0);
INSERT INTO "ballots" VALUES(5,63,42,43,0);
INSERT INTO "ballots" VALUES(5,64,41,43,0);
INSERT INTO "ballots" VALUES(5,65,38,42,0);
INSERT INTO "ballots" VALUES(5,66,38,42,0);
INSERT INTO "ballots" VALUES(5,67,41,42,0);
INSERT INTO "ballots" VALUES(5,68,37,38,0);
INSERT INTO "ballots" VALUES(5,69,35,38,0);
INSERT INTO "ballots" VALUES(5,70,35,38,0);
INSERT INTO "ballots" VALUES(5,71,36,38,0);
INSERT INTO "ballots" VALUES(5,72,38,39,0);
INSERT INTO "ballots" VALUES(5,73,35,36,0);
INSERT INTO "ballots" VALUES(5,74,37,38,0);
INSERT INTO "ballots" VALUES(5,75,38,39,0);
INSERT INTO "ballots" VALUES(5,76,38,42,0);
INSERT INTO "ballots" VALUES(5,77,38,46,0);
INSERT INTO "ballots" VALUES(5,78,46,47,0);
INSERT INTO "ballots" VALUES(5,79,41,46,0);
INSERT INTO "ballots" VALUES(5,80,46,47,0);
INSERT INTO "ballots" VALUES(5,81,41,46,0);
INSERT INTO "ballots" VALUES(5,82,38,45,0);
INSERT INTO "ballots" VALUES(5,83,42,45,0);
INSERT INTO "ballots" VALUES(5,84,45,47,0);
INSERT INTO "ballots" VALUES(6,85,55,56,0);
INSERT INTO "ballots" VALUES(6,86,56,58,0);
INSERT INTO "ballots" VALUES(6,87,56,57,0);
INSERT INTO "ballots" VALUES(6,88,55,57,0);
INSERT INTO "ballots" VALUES(6,89,52,56,0);
INSERT INTO "ballots" VALUES(6,90,52,56,0);
INSERT INTO "ballots" VALUES(6,91,55,56,0);
INSERT INTO "ballots" VALUES(6,92,51,52,0);
INSERT INTO "ballots" VALUES(6,93,49,52,0);
INSERT INTO "ballots" VALUES(6,94,49,52,0);
INSERT INTO "ballots" VALUES(6,95,50,52,0);
INSERT INTO "ballots" VALUES(6,96,52,53,0);
INSERT INTO "ballots" VALUES(6,97,49,50,0);
INSERT INTO "ballots" VALUES(6,98,51,52,0);
INSERT INTO "ballots" VALUES(6,99,52,53,0);
INSERT INTO "ballots" VALUES(6,100,52,56,0);
INSERT INTO "ballots" VALUES(6,101,52,60,0);
INSERT INTO "ballots" VALUES(6,102,60,61,0);
INSERT INTO "ballots" VALUES(6,103,55,60,0);
INSERT INTO "ballots" VALUES(6,104,60,61,0);
INSERT INTO "ballots" VALUES(6,105,55,60,0);
INSERT INTO "ballots" VALUES(6,106,52,59,0);
INSERT INTO "ballots" VALUES(6,107,56,59,0);
INSERT INTO "ballots" VALUES(6,108,59,61,0);
INSERT INTO "ballots" VALUES(7,109,69,70,0);
INSERT INTO "ballots" VALUES(7,110,70,72,0);
INSERT INTO "ballots" VALUES(7,111,70,71,0);
INSERT INTO "ballots" VALUES(7,112,69,71,0);
INSERT INTO "ballots" VALUES(7,113,66,70,0);
INSERT INTO "ballots" VALUES(7,114,66,70,0);
INSERT INTO "ballots" VALUES(7,115,69,70,0);
INSERT INTO "ballots" VALUES(7,116,65,66,0);
INSERT INTO "ballots" VALUES(7,117,63,66,0);
INSERT INTO "ballots" VALUES(7,118,63,66,0);
INSERT INTO "ballots" VALUES(7,119,64,66,0);
INSERT INTO "ballots" VALUES(7,120,66,67,0);
INSERT INTO "ballots" VALUES(7,121,63,64,0);
INSERT INTO "ballots" VALUES(7,122,65,66,0);
INSERT INTO "ballots" VALUES(7,123,66,67,0);
INSERT INTO "ballots" VALUES(7,124,66,70,0);
INSERT INTO "ballots" VALUES(7,125,66,74,0);
INSERT INTO "ballots" VALUES(7,126,74,75,0);
INSERT INTO "ballots" VALUES(7,127,69,74,0);
INSERT INTO "ballots" VALUES(7,128,74,75,0);
INSERT INTO "ballots" VALUES(7,129,69,74,0);
INSERT INTO "ballots" VALUES(7,130,66,73,0);
INSERT INTO "ballots" VALUES(7,131,70,73,0);
INSERT INTO "ballots" VALUES(7,132,73,75,0);
INSERT INTO "ballots" VALUES(8,133,77,79,0);
INSERT INTO "ballots" VALUES(8,134,78,80,0);
INSERT INTO "ballots" VALUES(8,135,77,81,0);
INSERT INTO "ballots" VALUES(8,136,78,79,0);
INSERT INTO "ballots" VALUES(8,137,77,80,0);
INSERT INTO "ballots" VALUES(8,138,78,81,0);
INSERT INTO "ballots" VALUES(8,139,77,79,0);
INSERT INTO "ballots" VALUES(8,140,78,80,0);
INSERT INTO "ballots" VALUES(8,141,77,81,0);
INSERT INTO "ballots" VALUES(8,142,78,79,0);
INSERT INTO "ballots" VALUES(8,143,77,80,0);
INSERT INTO "ballots" VALUES(8,145,78,81,0);
CREATE TABLE feedback (
	id BIGINT NOT NULL, 
	lab_id INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	better VARCHAR(500) NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (id), 
	CONSTRAINT ck_feedback_better CHECK (length(better) <= 500), 
	CONSTRAINT ck_feedback_level CHECK (level BETWEEN 1 AND 5), 
	CONSTRAINT fk_feedback_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "feedback" VALUES(17739372500710809,8,1,'Mieux-10-de-quelqu’un');
INSERT INTO "feedback" VALUES(239216338342501058,1,2,'');
INSERT INTO "feedback" VALUES(427025838762570482,1,5,'');
INSERT INTO "feedback" VALUES(502111908025749811,8,2,'Mieux-1-de-quelqu’un');
INSERT INTO "feedback" VALUES(682504870576195191,7,5,'');
INSERT INTO "feedback" VALUES(767720958744054547,6,4,'');
INSERT INTO "feedback" VALUES(791773381279913368,1,1,'');
INSERT INTO "feedback" VALUES(841888983999465725,7,4,'');
INSERT INTO "feedback" VALUES(973079837369267292,7,3,'Avoir les chiffres sous les yeux.');
INSERT INTO "feedback" VALUES(1024363380832439334,7,4,'');
INSERT INTO "feedback" VALUES(1052657285507899199,1,4,'');
INSERT INTO "feedback" VALUES(1302684956715960856,7,2,'Une salle moins bruyante.');
INSERT INTO "feedback" VALUES(1342464325974211817,7,4,'');
INSERT INTO "feedback" VALUES(1412108321619856451,8,3,'Mieux-7-de-quelqu’un');
INSERT INTO "feedback" VALUES(1428579648803929586,7,5,'');
INSERT INTO "feedback" VALUES(1437608426977159456,8,2,'Mieux-6-de-quelqu’un');
INSERT INTO "feedback" VALUES(1520198039145318003,7,4,'Inviter aussi les parents.');
INSERT INTO "feedback" VALUES(1534604841702437324,1,1,'');
INSERT INTO "feedback" VALUES(1644798878137723470,7,5,'');
INSERT INTO "feedback" VALUES(1766263198399604987,7,4,'');
INSERT INTO "feedback" VALUES(1783238686306929261,7,4,'');
INSERT INTO "feedback" VALUES(1879524276348633020,7,4,'Un peu plus de temps pour la seconde session.');
INSERT INTO "feedback" VALUES(1943947258493482835,8,3,'Mieux-2-de-quelqu’un');
INSERT INTO "feedback" VALUES(2049480521009820831,1,1,'');
INSERT INTO "feedback" VALUES(2104398919719031532,7,4,'');
INSERT INTO "feedback" VALUES(2110647711305626625,8,1,'Mieux-5-de-quelqu’un');
INSERT INTO "feedback" VALUES(2117719798284212920,7,3,'');
INSERT INTO "feedback" VALUES(2150735514315256679,1,3,'');
INSERT INTO "feedback" VALUES(2193873199442787622,7,3,'');
INSERT INTO "feedback" VALUES(2268544922347196419,8,5,'Mieux-9-de-quelqu’un');
INSERT INTO "feedback" VALUES(2289420424383243142,7,5,'');
INSERT INTO "feedback" VALUES(2377632913486026392,7,5,'');
INSERT INTO "feedback" VALUES(2469471360295532622,6,4,'Un peu plus de temps pour la seconde session.');
INSERT INTO "feedback" VALUES(2534054800800732432,6,2,'Une salle moins bruyante.');
INSERT INTO "feedback" VALUES(2541014514938195143,6,3,'');
INSERT INTO "feedback" VALUES(2658528951560630923,8,2,'Mieux-11-de-quelqu’un');
INSERT INTO "feedback" VALUES(2699378162863854860,6,5,'');
INSERT INTO "feedback" VALUES(2730627748877735616,7,4,'');
INSERT INTO "feedback" VALUES(2892087899925057919,6,4,'');
INSERT INTO "feedback" VALUES(2895898379884582227,6,3,'Avoir les chiffres sous les yeux.');
INSERT INTO "feedback" VALUES(2916412777987796595,1,5,'');
INSERT INTO "feedback" VALUES(2917538971523125394,7,4,'');
INSERT INTO "feedback" VALUES(3170426045429345107,8,4,'Mieux-8-de-quelqu’un');
INSERT INTO "feedback" VALUES(3584508670819776463,8,4,'Mieux-3-de-quelqu’un');
INSERT INTO "feedback" VALUES(3619243280886753914,1,3,'');
INSERT INTO "feedback" VALUES(3729904015587793271,6,4,'');
INSERT INTO "feedback" VALUES(4002062033530204786,8,5,'Mieux-4-de-quelqu’un');
INSERT INTO "feedback" VALUES(4059716353142661834,1,4,'');
INSERT INTO "feedback" VALUES(4067013418863980953,1,2,'');
INSERT INTO "feedback" VALUES(4107543420703448933,7,4,'');
INSERT INTO "feedback" VALUES(4306574816573771548,7,5,'');
INSERT INTO "feedback" VALUES(4320048434095261846,8,1,'Mieux-0-de-quelqu’un');
INSERT INTO "feedback" VALUES(4339906015877668282,7,5,'Savoir dès aujourd''hui ce qui sera fait.');
INSERT INTO "feedback" VALUES(4499031745872897516,6,4,'');
INSERT INTO "feedback" VALUES(4526309808598683767,6,5,'');
INSERT INTO "feedback" VALUES(4578184040145812970,1,2,'');
INSERT INTO "feedback" VALUES(4580102410424196914,6,5,'');
CREATE TABLE feedback_given (
	lab_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	CONSTRAINT pk_feedback_given PRIMARY KEY (lab_id, participant_id), 
	CONSTRAINT fk_feedback_given_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "feedback_given" VALUES(6,85);
INSERT INTO "feedback_given" VALUES(6,86);
INSERT INTO "feedback_given" VALUES(6,87);
INSERT INTO "feedback_given" VALUES(6,88);
INSERT INTO "feedback_given" VALUES(6,89);
INSERT INTO "feedback_given" VALUES(6,90);
INSERT INTO "feedback_given" VALUES(6,91);
INSERT INTO "feedback_given" VALUES(6,92);
INSERT INTO "feedback_given" VALUES(6,93);
INSERT INTO "feedback_given" VALUES(6,94);
INSERT INTO "feedback_given" VALUES(6,95);
INSERT INTO "feedback_given" VALUES(7,109);
INSERT INTO "feedback_given" VALUES(7,110);
INSERT INTO "feedback_given" VALUES(7,111);
INSERT INTO "feedback_given" VALUES(7,112);
INSERT INTO "feedback_given" VALUES(7,113);
INSERT INTO "feedback_given" VALUES(7,114);
INSERT INTO "feedback_given" VALUES(7,115);
INSERT INTO "feedback_given" VALUES(7,116);
INSERT INTO "feedback_given" VALUES(7,117);
INSERT INTO "feedback_given" VALUES(7,118);
INSERT INTO "feedback_given" VALUES(7,119);
INSERT INTO "feedback_given" VALUES(7,120);
INSERT INTO "feedback_given" VALUES(7,121);
INSERT INTO "feedback_given" VALUES(7,122);
INSERT INTO "feedback_given" VALUES(7,123);
INSERT INTO "feedback_given" VALUES(7,124);
INSERT INTO "feedback_given" VALUES(7,125);
INSERT INTO "feedback_given" VALUES(7,126);
INSERT INTO "feedback_given" VALUES(7,127);
INSERT INTO "feedback_given" VALUES(7,128);
INSERT INTO "feedback_given" VALUES(7,129);
INSERT INTO "feedback_given" VALUES(7,130);
INSERT INTO "feedback_given" VALUES(8,133);
INSERT INTO "feedback_given" VALUES(8,134);
INSERT INTO "feedback_given" VALUES(8,135);
INSERT INTO "feedback_given" VALUES(8,136);
INSERT INTO "feedback_given" VALUES(8,137);
INSERT INTO "feedback_given" VALUES(8,138);
INSERT INTO "feedback_given" VALUES(8,139);
INSERT INTO "feedback_given" VALUES(8,140);
INSERT INTO "feedback_given" VALUES(8,141);
INSERT INTO "feedback_given" VALUES(8,142);
INSERT INTO "feedback_given" VALUES(8,143);
INSERT INTO "feedback_given" VALUES(8,145);
CREATE TABLE item_exports (
	item_id INTEGER NOT NULL, 
	target VARCHAR(80) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_item_exports PRIMARY KEY (item_id, target), 
	CONSTRAINT fk_item_exports_item_id_backlog_items FOREIGN KEY(item_id) REFERENCES backlog_items (id) ON DELETE CASCADE
);
INSERT INTO "item_exports" VALUES(1,'jira','2026-11-22 04:54:06.554183');
CREATE TABLE item_history (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	account_id INTEGER, 
	act VARCHAR(40) NOT NULL, 
	changes JSON NOT NULL, 
	CONSTRAINT pk_item_history PRIMARY KEY (id), 
	CONSTRAINT fk_item_history_account_id_accounts FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE SET NULL, 
	CONSTRAINT fk_item_history_item_id_backlog_items FOREIGN KEY(item_id) REFERENCES backlog_items (id) ON DELETE CASCADE
);
INSERT INTO "item_history" VALUES(1,1,'2026-11-22 04:54:06.470857',3,'accepted','{"lab": [null, "Open lab n\u00b0 1"], "sources": [null, ["card-70", "sheet-25"]]}');
INSERT INTO "item_history" VALUES(2,1,'2026-11-22 04:54:06.475554',4,'assessed_developer','{"level": [null, 4], "reason": ["", "La liste existe ; il reste \u00e0 la v\u00e9rifier au d\u00e9p\u00f4t."]}');
INSERT INTO "item_history" VALUES(3,1,'2026-11-22 04:54:06.476967',5,'assessed_designer','{"level": [null, 5], "reason": ["", "Un seul \u00e9cran, test\u00e9 avec cinq soci\u00e9t\u00e9s."]}');
INSERT INTO "item_history" VALUES(4,1,'2026-11-22 04:54:06.479541',3,'assessed_owner','{"level": [null, 4], "reason": ["", "Une semaine de gagn\u00e9e sur un dossier sur deux."]}');
INSERT INTO "item_history" VALUES(5,1,'2026-11-22 04:54:06.481286',3,'changed','{"moscow": [null, "must"], "horizon": [null, "now"], "indicator": ["", "Dossiers complets au d\u00e9p\u00f4t : de 50 % \u00e0 80 %"], "sprint_id": [null, 1], "status": ["kept", "planned"]}');
INSERT INTO "item_history" VALUES(6,1,'2026-11-22 04:54:06.482537',3,'changed','{"status": ["planned", "in_progress"]}');
INSERT INTO "item_history" VALUES(7,1,'2026-11-22 04:54:06.483536',3,'changed','{"status": ["in_progress", "delivered"], "delivered_at": [null, "2026-11-22T04:54:06.483500+00:00"]}');
INSERT INTO "item_history" VALUES(8,2,'2026-11-22 04:54:06.495531',3,'accepted','{"lab": [null, "Open lab n\u00b0 1"], "sources": [null, ["card-66", "sheet-24"]]}');
INSERT INTO "item_history" VALUES(9,2,'2026-11-22 04:54:06.496965',4,'assessed_developer','{"level": [null, 4], "reason": ["", "L''\u00e9tape est d\u00e9j\u00e0 en base : il reste \u00e0 la montrer."]}');
INSERT INTO "item_history" VALUES(10,2,'2026-11-22 04:54:06.498274',5,'assessed_designer','{"level": [null, 4], "reason": ["", "La maquette papier a \u00e9t\u00e9 comprise sans explication."]}');
INSERT INTO "item_history" VALUES(11,2,'2026-11-22 04:54:06.499784',3,'assessed_owner','{"level": [null, 5], "reason": ["", "Concerne chaque soci\u00e9t\u00e9, \u00e0 chaque dossier."]}');
INSERT INTO "item_history" VALUES(12,2,'2026-11-22 04:54:06.500925',3,'changed','{"moscow": [null, "must"], "horizon": [null, "now"], "indicator": ["", "Appels de suivi par dossier : de trois \u00e0 un"], "external_link": ["", "https://tracker.example/issues/42"], "sprint_id": [null, 1], "status": ["kept", "planned"]}');
INSERT INTO "item_history" VALUES(13,2,'2026-11-22 04:54:06.502330',3,'changed','{"status": ["planned", "in_progress"]}');
INSERT INTO "item_history" VALUES(14,3,'2026-11-22 04:54:06.515987',3,'accepted','{"lab": [null, "Open lab n\u00b0 1"], "sources": [null, ["card-74", "sheet-23", "sheet-27"]]}');
INSERT INTO "item_history" VALUES(15,3,'2026-11-22 04:54:06.518097',4,'assessed_developer','{"level": [null, 5], "reason": ["", "Un envoi programm\u00e9, cinq jours avant."]}');
INSERT INTO "item_history" VALUES(16,3,'2026-11-22 04:54:06.519500',5,'assessed_designer','{"level": [null, 2], "reason": ["", "La fiche d''une page reste \u00e0 inventer avec les membres."]}');
INSERT INTO "item_history" VALUES(17,3,'2026-11-22 04:54:06.521187',3,'assessed_owner','{"level": [null, 4], "reason": ["", "Des s\u00e9ances plus courtes et des d\u00e9cisions mieux motiv\u00e9es."]}');
INSERT INTO "item_history" VALUES(18,3,'2026-11-22 04:54:06.522207',3,'changed','{"moscow": [null, "should"], "horizon": [null, "next"], "sprint_id": [null, 2], "status": ["kept", "planned"]}');
INSERT INTO "item_history" VALUES(19,4,'2026-11-22 04:54:06.535481',3,'accepted','{"lab": [null, "Open lab n\u00b0 1"], "sources": [null, ["card-69", "sheet-22", "sheet-26"]]}');
INSERT INTO "item_history" VALUES(20,4,'2026-11-22 04:54:06.536915',4,'assessed_developer','{"level": [null, 2], "reason": ["", "Il faut d''abord une doctrine \u00e9crite par les r\u00e9gions."]}');
INSERT INTO "item_history" VALUES(21,4,'2026-11-22 04:54:06.538465',3,'assessed_owner','{"level": [null, 3], "reason": ["", "D\u00e9cisif, mais l''outil n''y suffit pas."]}');
INSERT INTO "item_history" VALUES(22,4,'2026-11-22 04:54:06.539371',3,'changed','{"moscow": [null, "could"], "horizon": [null, "later"]}');
INSERT INTO "item_history" VALUES(23,5,'2026-11-22 04:54:06.552384',3,'declined','{"lab": [null, "Open lab n\u00b0 1"], "sources": [null, ["card-76"]]}');
INSERT INTO "item_history" VALUES(24,1,'2026-11-22 04:54:06.569587',3,'verbatims','{"verbatims": [0, 1]}');
CREATE TABLE item_sources (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	pain_point_id INTEGER, 
	sheet_id INTEGER, 
	CONSTRAINT pk_item_sources PRIMARY KEY (id), 
	CONSTRAINT ck_item_sources_one_source CHECK ((pain_point_id IS NULL) <> (sheet_id IS NULL)), 
	CONSTRAINT fk_item_sources_item_id_backlog_items FOREIGN KEY(item_id) REFERENCES backlog_items (id) ON DELETE CASCADE, 
	CONSTRAINT fk_item_sources_lab_id_pain_point_id_pain_points FOREIGN KEY(lab_id, pain_point_id) REFERENCES pain_points (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_item_sources_lab_id_sheet_id_solution_sheets FOREIGN KEY(lab_id, sheet_id) REFERENCES solution_sheets (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT uq_item_sources_pain_point_id UNIQUE (pain_point_id), 
	CONSTRAINT uq_item_sources_sheet_id UNIQUE (sheet_id)
);
INSERT INTO "item_sources" VALUES(1,1,7,70,NULL);
INSERT INTO "item_sources" VALUES(2,1,7,NULL,25);
INSERT INTO "item_sources" VALUES(3,2,7,66,NULL);
INSERT INTO "item_sources" VALUES(4,2,7,NULL,24);
INSERT INTO "item_sources" VALUES(5,3,7,74,NULL);
INSERT INTO "item_sources" VALUES(6,3,7,NULL,23);
INSERT INTO "item_sources" VALUES(7,3,7,NULL,27);
INSERT INTO "item_sources" VALUES(8,4,7,69,NULL);
INSERT INTO "item_sources" VALUES(9,4,7,NULL,22);
INSERT INTO "item_sources" VALUES(10,4,7,NULL,26);
INSERT INTO "item_sources" VALUES(11,5,7,76,NULL);
CREATE TABLE item_verbatims (
	item_id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_item_verbatims PRIMARY KEY (item_id, sheet_id, fingerprint), 
	CONSTRAINT fk_item_verbatims_item_id_backlog_items FOREIGN KEY(item_id) REFERENCES backlog_items (id) ON DELETE CASCADE, 
	CONSTRAINT fk_item_verbatims_sheet_id_solution_sheets FOREIGN KEY(sheet_id) REFERENCES solution_sheets (id) ON DELETE CASCADE
);
INSERT INTO "item_verbatims" VALUES(1,25,'0ab72a353aaccf37ff25e4fca738ad4dccff2ea2cbddc6bb2915e63aaaf2e054');
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	account_id INTEGER, 
	act VARCHAR(40) NOT NULL, 
	pain_point_id INTEGER, 
	facts JSON NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT fk_journal_account_id_accounts FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE SET NULL, 
	CONSTRAINT fk_journal_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_journal_pain_point_id_pain_points FOREIGN KEY(pain_point_id) REFERENCES pain_points (id)
);
INSERT INTO "journal" VALUES(1,1,'2026-11-22 04:54:01.886144','facilitator',1,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(2,1,'2026-11-22 04:54:01.899366','facilitator',1,'start_set',NULL,'{}');
INSERT INTO "journal" VALUES(3,1,'2026-11-22 04:54:01.899529','facilitator',1,'conduct_set',NULL,'{}');
INSERT INTO "journal" VALUES(4,1,'2026-11-22 04:54:01.905272','facilitator',1,'timer_started',NULL,'{"title": "Accueil", "minutes": 15}');
INSERT INTO "journal" VALUES(5,1,'2026-11-22 04:54:01.914568','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(6,1,'2026-11-22 04:54:01.919782','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(7,1,'2026-11-22 04:54:01.927393','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(8,1,'2026-11-22 04:54:01.930641','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(9,1,'2026-11-22 04:54:01.938697','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(10,1,'2026-11-22 04:54:01.944070','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(11,1,'2026-11-22 04:54:01.947317','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(12,1,'2026-11-22 04:54:01.950158','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(13,1,'2026-11-22 04:54:01.953452','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(14,1,'2026-11-22 04:54:01.958119','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(15,1,'2026-11-22 04:54:01.963418','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(16,1,'2026-11-22 04:54:01.969405','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(17,1,'2026-11-22 04:54:01.980411','facilitator',1,'badges_made',NULL,'{"count": 2}');
INSERT INTO "journal" VALUES(18,1,'2026-11-22 04:54:02.068234','facilitator',1,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(19,1,'2026-11-22 04:54:02.102384','participant',NULL,'card_added',1,'{}');
INSERT INTO "journal" VALUES(20,1,'2026-11-22 04:54:02.136271','participant',NULL,'card_added',2,'{}');
INSERT INTO "journal" VALUES(21,1,'2026-11-22 04:54:02.149635','participant',NULL,'card_added',3,'{}');
INSERT INTO "journal" VALUES(22,1,'2026-11-22 04:54:02.160715','participant',NULL,'card_added',4,'{}');
INSERT INTO "journal" VALUES(23,1,'2026-11-22 04:54:02.165770','participant',NULL,'card_added',5,'{}');
INSERT INTO "journal" VALUES(24,1,'2026-11-22 04:54:02.172892','participant',NULL,'card_added',6,'{}');
INSERT INTO "journal" VALUES(25,1,'2026-11-22 04:54:02.181869','facilitator',1,'phase_changed',NULL,'{"before": "collect", "after": "sort"}');
INSERT INTO "journal" VALUES(26,1,'2026-11-22 04:54:02.187943','facilitator',1,'card_merged',6,'{}');
INSERT INTO "journal" VALUES(27,1,'2026-11-22 04:54:02.199606','facilitator',1,'phase_changed',NULL,'{"before": "sort", "after": "vote"}');
INSERT INTO "journal" VALUES(28,1,'2026-11-22 04:54:02.316977','facilitator',1,'phase_changed',NULL,'{"before": "vote", "after": "results"}');
INSERT INTO "journal" VALUES(29,1,'2026-11-22 04:54:02.338747','facilitator',1,'topics_kept',NULL,'{"count": 2}');
INSERT INTO "journal" VALUES(30,1,'2026-11-22 04:54:02.356805','facilitator',1,'phase_changed',NULL,'{"before": "results", "after": "groups_1"}');
INSERT INTO "journal" VALUES(31,1,'2026-11-22 04:54:02.369508','facilitator',1,'groups_opened',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(32,1,'2026-11-22 04:54:02.469526','facilitator',1,'groups_formed',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(33,1,'2026-11-22 04:54:02.483077','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(34,1,'2026-11-22 04:54:02.486985','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(35,1,'2026-11-22 04:54:02.523321','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(36,1,'2026-11-22 04:54:02.574233','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(37,1,'2026-11-22 04:54:02.581925','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(38,1,'2026-11-22 04:54:02.585049','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(39,1,'2026-11-22 04:54:02.604961','facilitator',1,'phase_changed',NULL,'{"before": "groups_1", "after": "groups_2"}');
INSERT INTO "journal" VALUES(40,1,'2026-11-22 04:54:02.617277','facilitator',1,'groups_opened',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(41,1,'2026-11-22 04:54:02.653212','facilitator',1,'groups_formed',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(42,1,'2026-11-22 04:54:02.667437','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(43,1,'2026-11-22 04:54:02.676472','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(44,1,'2026-11-22 04:54:02.683764','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(45,1,'2026-11-22 04:54:02.694601','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(46,1,'2026-11-22 04:54:02.696910','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(47,1,'2026-11-22 04:54:02.699296','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(48,1,'2026-11-22 04:54:02.716576','facilitator',1,'phase_changed',NULL,'{"before": "groups_2", "after": "wrap_up"}');
INSERT INTO "journal" VALUES(49,1,'2026-11-22 04:54:02.726927','facilitator',1,'sheet_shown',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(50,1,'2026-11-22 04:54:02.760664','facilitator',1,'next_steps_written',NULL,'{}');
INSERT INTO "journal" VALUES(51,1,'2026-11-22 04:54:02.762855','facilitator',1,'evaluation_shown',NULL,'{}');
INSERT INTO "journal" VALUES(52,1,'2026-11-22 04:54:02.768563','facilitator',1,'phase_changed',NULL,'{"before": "wrap_up", "after": "closed"}');
INSERT INTO "journal" VALUES(53,1,'2026-11-22 04:54:02.795392','operator',NULL,'lab_purged',NULL,'{}');
INSERT INTO "journal" VALUES(54,2,'2026-11-22 04:54:03.182694','facilitator',3,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(55,3,'2026-11-22 04:54:03.572647','facilitator',3,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(56,3,'2026-11-22 04:54:03.579676','facilitator',3,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(57,3,'2026-11-22 04:54:03.595178','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(58,3,'2026-11-22 04:54:03.600270','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(59,3,'2026-11-22 04:54:03.604602','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(60,3,'2026-11-22 04:54:03.609071','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(61,3,'2026-11-22 04:54:03.614330','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(62,3,'2026-11-22 04:54:03.616761','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(63,3,'2026-11-22 04:54:03.621092','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(64,3,'2026-11-22 04:54:03.624419','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(65,3,'2026-11-22 04:54:03.630026','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(66,3,'2026-11-22 04:54:03.632440','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(67,3,'2026-11-22 04:54:03.637269','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(68,3,'2026-11-22 04:54:03.639752','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(69,3,'2026-11-22 04:54:03.644376','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(70,3,'2026-11-22 04:54:03.646630','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(71,3,'2026-11-22 04:54:03.648885','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(72,3,'2026-11-22 04:54:03.653969','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(73,3,'2026-11-22 04:54:03.656153','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(74,3,'2026-11-22 04:54:03.662118','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(75,3,'2026-11-22 04:54:03.664504','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(76,3,'2026-11-22 04:54:03.668386','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(77,3,'2026-11-22 04:54:03.672134','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(78,3,'2026-11-22 04:54:03.675500','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(79,3,'2026-11-22 04:54:03.678330','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(80,3,'2026-11-22 04:54:03.680247','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(81,3,'2026-11-22 04:54:03.685025','participant',NULL,'card_added',7,'{}');
INSERT INTO "journal" VALUES(82,3,'2026-11-22 04:54:03.686884','participant',NULL,'card_added',8,'{}');
INSERT INTO "journal" VALUES(83,3,'2026-11-22 04:54:03.688483','participant',NULL,'card_added',9,'{}');
INSERT INTO "journal" VALUES(84,3,'2026-11-22 04:54:03.690288','participant',NULL,'card_added',10,'{}');
INSERT INTO "journal" VALUES(85,3,'2026-11-22 04:54:03.692841','participant',NULL,'card_added',11,'{}');
INSERT INTO "journal" VALUES(86,3,'2026-11-22 04:54:03.697745','participant',NULL,'card_added',12,'{}');
INSERT INTO "journal" VALUES(87,3,'2026-11-22 04:54:03.699720','participant',NULL,'card_added',13,'{}');
INSERT INTO "journal" VALUES(88,3,'2026-11-22 04:54:03.701847','participant',NULL,'card_added',14,'{}');
INSERT INTO "journal" VALUES(89,3,'2026-11-22 04:54:03.703345','participant',NULL,'card_added',15,'{}');
INSERT INTO "journal" VALUES(90,3,'2026-11-22 04:54:03.704484','participant',NULL,'card_added',16,'{}');
INSERT INTO "journal" VALUES(91,3,'2026-11-22 04:54:03.705981','participant',NULL,'card_added',17,'{}');
INSERT INTO "journal" VALUES(92,3,'2026-11-22 04:54:03.707069','participant',NULL,'card_added',18,'{}');
INSERT INTO "journal" VALUES(93,3,'2026-11-22 04:54:03.708101','participant',NULL,'card_added',19,'{}');
INSERT INTO "journal" VALUES(94,3,'2026-11-22 04:54:03.709178','participant',NULL,'card_added',20,'{}');
INSERT INTO "journal" VALUES(95,4,'2026-11-22 04:54:03.988695','facilitator',3,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(96,4,'2026-11-22 04:54:04.013627','facilitator',3,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(97,4,'2026-11-22 04:54:04.023903','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(98,4,'2026-11-22 04:54:04.028534','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(99,4,'2026-11-22 04:54:04.035190','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(100,4,'2026-11-22 04:54:04.036938','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(101,4,'2026-11-22 04:54:04.038675','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(102,4,'2026-11-22 04:54:04.040247','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(103,4,'2026-11-22 04:54:04.046708','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(104,4,'2026-11-22 04:54:04.048385','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(105,4,'2026-11-22 04:54:04.058750','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(106,4,'2026-11-22 04:54:04.060663','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(107,4,'2026-11-22 04:54:04.062371','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(108,4,'2026-11-22 04:54:04.063838','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(109,4,'2026-11-22 04:54:04.070551','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(110,4,'2026-11-22 04:54:04.072280','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(111,4,'2026-11-22 04:54:04.078615','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(112,4,'2026-11-22 04:54:04.080483','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(113,4,'2026-11-22 04:54:04.086780','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(114,4,'2026-11-22 04:54:04.088526','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(115,4,'2026-11-22 04:54:04.093821','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(116,4,'2026-11-22 04:54:04.095333','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(117,4,'2026-11-22 04:54:04.096719','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(118,4,'2026-11-22 04:54:04.103371','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(119,4,'2026-11-22 04:54:04.105104','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(120,4,'2026-11-22 04:54:04.111427','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(121,4,'2026-11-22 04:54:04.113125','participant',NULL,'card_added',21,'{}');
INSERT INTO "journal" VALUES(122,4,'2026-11-22 04:54:04.114508','participant',NULL,'card_added',22,'{}');
INSERT INTO "journal" VALUES(123,4,'2026-11-22 04:54:04.115689','participant',NULL,'card_added',23,'{}');
INSERT INTO "journal" VALUES(124,4,'2026-11-22 04:54:04.116823','participant',NULL,'card_added',24,'{}');
INSERT INTO "journal" VALUES(125,4,'2026-11-22 04:54:04.122238','participant',NULL,'card_added',25,'{}');
INSERT INTO "journal" VALUES(126,4,'2026-11-22 04:54:04.123509','participant',NULL,'card_added',26,'{}');
INSERT INTO "journal" VALUES(127,4,'2026-11-22 04:54:04.124639','participant',NULL,'card_added',27,'{}');
INSERT INTO "journal" VALUES(128,4,'2026-11-22 04:54:04.130314','participant',NULL,'card_added',28,'{}');
INSERT INTO "journal" VALUES(129,4,'2026-11-22 04:54:04.131469','participant',NULL,'card_added',29,'{}');
INSERT INTO "journal" VALUES(130,4,'2026-11-22 04:54:04.132510','participant',NULL,'card_added',30,'{}');
INSERT INTO "journal" VALUES(131,4,'2026-11-22 04:54:04.138043','participant',NULL,'card_added',31,'{}');
INSERT INTO "journal" VALUES(132,4,'2026-11-22 04:54:04.139377','participant',NULL,'card_added',32,'{}');
INSERT INTO "journal" VALUES(133,4,'2026-11-22 04:54:04.140458','participant',NULL,'card_added',33,'{}');
INSERT INTO "journal" VALUES(134,4,'2026-11-22 04:54:04.146089','participant',NULL,'card_added',34,'{}');
INSERT INTO "journal" VALUES(135,4,'2026-11-22 04:54:04.148705','facilitator',3,'phase_changed',NULL,'{"before": "collect", "after": "sort"}');
INSERT INTO "journal" VALUES(136,4,'2026-11-22 04:54:04.154789','facilitator',3,'card_merged',26,'{}');
INSERT INTO "journal" VALUES(137,4,'2026-11-22 04:54:04.162175','facilitator',3,'phase_changed',NULL,'{"before": "sort", "after": "vote"}');
INSERT INTO "journal" VALUES(138,5,'2026-11-22 04:54:04.436780','facilitator',3,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(139,5,'2026-11-22 04:54:04.441185','facilitator',3,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(140,5,'2026-11-22 04:54:04.446593','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(141,5,'2026-11-22 04:54:04.448768','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(142,5,'2026-11-22 04:54:04.451079','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(143,5,'2026-11-22 04:54:04.453007','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(144,5,'2026-11-22 04:54:04.455381','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(145,5,'2026-11-22 04:54:04.457548','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(146,5,'2026-11-22 04:54:04.462185','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(147,5,'2026-11-22 04:54:04.465120','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(148,5,'2026-11-22 04:54:04.467143','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(149,5,'2026-11-22 04:54:04.470235','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(150,5,'2026-11-22 04:54:04.472204','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(151,5,'2026-11-22 04:54:04.489671','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(152,5,'2026-11-22 04:54:04.495190','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(153,5,'2026-11-22 04:54:04.497880','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(154,5,'2026-11-22 04:54:04.500229','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(155,5,'2026-11-22 04:54:04.503299','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(156,5,'2026-11-22 04:54:04.506368','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(157,5,'2026-11-22 04:54:04.509138','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(158,5,'2026-11-22 04:54:04.511324','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(159,5,'2026-11-22 04:54:04.514506','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(160,5,'2026-11-22 04:54:04.516601','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(161,5,'2026-11-22 04:54:04.519712','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(162,5,'2026-11-22 04:54:04.522648','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(163,5,'2026-11-22 04:54:04.524932','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(164,5,'2026-11-22 04:54:04.527387','participant',NULL,'card_added',35,'{}');
INSERT INTO "journal" VALUES(165,5,'2026-11-22 04:54:04.529173','participant',NULL,'card_added',36,'{}');
INSERT INTO "journal" VALUES(166,5,'2026-11-22 04:54:04.532872','participant',NULL,'card_added',37,'{}');
INSERT INTO "journal" VALUES(167,5,'2026-11-22 04:54:04.535756','participant',NULL,'card_added',38,'{}');
INSERT INTO "journal" VALUES(168,5,'2026-11-22 04:54:04.537724','participant',NULL,'card_added',39,'{}');
INSERT INTO "journal" VALUES(169,5,'2026-11-22 04:54:04.539434','participant',NULL,'card_added',40,'{}');
INSERT INTO "journal" VALUES(170,5,'2026-11-22 04:54:04.541066','participant',NULL,'card_added',41,'{}');
INSERT INTO "journal" VALUES(171,5,'2026-11-22 04:54:04.542840','participant',NULL,'card_added',42,'{}');
INSERT INTO "journal" VALUES(172,5,'2026-11-22 04:54:04.544612','participant',NULL,'card_added',43,'{}');
INSERT INTO "journal" VALUES(173,5,'2026-11-22 04:54:04.546367','participant',NULL,'card_added',44,'{}');
INSERT INTO "journal" VALUES(174,5,'2026-11-22 04:54:04.548015','participant',NULL,'card_added',45,'{}');
INSERT INTO "journal" VALUES(175,5,'2026-11-22 04:54:04.549758','participant',NULL,'card_added',46,'{}');
INSERT INTO "journal" VALUES(176,5,'2026-11-22 04:54:04.551301','participant',NULL,'card_added',47,'{}');
INSERT INTO "journal" VALUES(177,5,'2026-11-22 04:54:04.552867','participant',NULL,'card_added',48,'{}');
INSERT INTO "journal" VALUES(178,5,'2026-11-22 04:54:04.556352','facilitator',3,'phase_changed',NULL,'{"before": "collect", "after": "sort"}');
INSERT INTO "journal" VALUES(179,5,'2026-11-22 04:54:04.557949','facilitator',3,'card_merged',40,'{}');
INSERT INTO "journal" VALUES(180,5,'2026-11-22 04:54:04.561448','facilitator',3,'phase_changed',NULL,'{"before": "sort", "after": "vote"}');
INSERT INTO "journal" VALUES(181,5,'2026-11-22 04:54:04.624797','facilitator',3,'phase_changed',NULL,'{"before": "vote", "after": "results"}');
INSERT INTO "journal" VALUES(182,5,'2026-11-22 04:54:04.632257','facilitator',3,'topics_kept',NULL,'{"count": 4}');
INSERT INTO "journal" VALUES(183,5,'2026-11-22 04:54:04.637050','facilitator',3,'phase_changed',NULL,'{"before": "results", "after": "groups_1"}');
INSERT INTO "journal" VALUES(184,5,'2026-11-22 04:54:04.644756','facilitator',3,'groups_opened',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(185,5,'2026-11-22 04:54:04.792612','facilitator',3,'groups_formed',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(186,5,'2026-11-22 04:54:04.795734','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(187,5,'2026-11-22 04:54:04.797184','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(188,5,'2026-11-22 04:54:04.798244','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(189,5,'2026-11-22 04:54:04.799047','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(190,5,'2026-11-22 04:54:04.814544','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(191,5,'2026-11-22 04:54:04.842135','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(192,5,'2026-11-22 04:54:04.849238','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(193,5,'2026-11-22 04:54:04.855777','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 3}');
INSERT INTO "journal" VALUES(194,5,'2026-11-22 04:54:04.862773','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 4}');
INSERT INTO "journal" VALUES(195,5,'2026-11-22 04:54:04.866680','facilitator',3,'phase_changed',NULL,'{"before": "groups_1", "after": "groups_2"}');
INSERT INTO "journal" VALUES(196,5,'2026-11-22 04:54:04.868001','facilitator',3,'groups_opened',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(197,5,'2026-11-22 04:54:04.919855','facilitator',3,'groups_formed',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(198,5,'2026-11-22 04:54:04.921900','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(199,5,'2026-11-22 04:54:04.922692','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(200,5,'2026-11-22 04:54:04.923357','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(201,5,'2026-11-22 04:54:04.923972','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(202,5,'2026-11-22 04:54:04.933953','participant',NULL,'sheet_continued',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(203,5,'2026-11-22 04:54:04.940611','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(204,5,'2026-11-22 04:54:04.957008','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(205,5,'2026-11-22 04:54:04.961867','participant',NULL,'sheet_continued',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(206,5,'2026-11-22 04:54:04.967651','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(207,5,'2026-11-22 04:54:04.973787','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 3}');
INSERT INTO "journal" VALUES(208,6,'2026-11-22 04:54:05.136503','facilitator',3,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(209,6,'2026-11-22 04:54:05.139830','facilitator',3,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(210,6,'2026-11-22 04:54:05.143662','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(211,6,'2026-11-22 04:54:05.145218','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(212,6,'2026-11-22 04:54:05.146740','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(213,6,'2026-11-22 04:54:05.153894','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(214,6,'2026-11-22 04:54:05.155642','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(215,6,'2026-11-22 04:54:05.157485','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(216,6,'2026-11-22 04:54:05.158993','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(217,6,'2026-11-22 04:54:05.160324','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(218,6,'2026-11-22 04:54:05.161580','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(219,6,'2026-11-22 04:54:05.162748','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(220,6,'2026-11-22 04:54:05.163970','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(221,6,'2026-11-22 04:54:05.165102','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(222,6,'2026-11-22 04:54:05.169276','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(223,6,'2026-11-22 04:54:05.170637','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(224,6,'2026-11-22 04:54:05.172963','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(225,6,'2026-11-22 04:54:05.179332','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(226,6,'2026-11-22 04:54:05.180701','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(227,6,'2026-11-22 04:54:05.182148','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(228,6,'2026-11-22 04:54:05.183347','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(229,6,'2026-11-22 04:54:05.184483','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(230,6,'2026-11-22 04:54:05.185816','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(231,6,'2026-11-22 04:54:05.187001','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(232,6,'2026-11-22 04:54:05.188104','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(233,6,'2026-11-22 04:54:05.189512','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(234,6,'2026-11-22 04:54:05.191086','participant',NULL,'card_added',49,'{}');
INSERT INTO "journal" VALUES(235,6,'2026-11-22 04:54:05.192111','participant',NULL,'card_added',50,'{}');
INSERT INTO "journal" VALUES(236,6,'2026-11-22 04:54:05.193146','participant',NULL,'card_added',51,'{}');
INSERT INTO "journal" VALUES(237,6,'2026-11-22 04:54:05.194193','participant',NULL,'card_added',52,'{}');
INSERT INTO "journal" VALUES(238,6,'2026-11-22 04:54:05.195121','participant',NULL,'card_added',53,'{}');
INSERT INTO "journal" VALUES(239,6,'2026-11-22 04:54:05.196213','participant',NULL,'card_added',54,'{}');
INSERT INTO "journal" VALUES(240,6,'2026-11-22 04:54:05.197169','participant',NULL,'card_added',55,'{}');
INSERT INTO "journal" VALUES(241,6,'2026-11-22 04:54:05.198221','participant',NULL,'card_added',56,'{}');
INSERT INTO "journal" VALUES(242,6,'2026-11-22 04:54:05.199245','participant',NULL,'card_added',57,'{}');
INSERT INTO "journal" VALUES(243,6,'2026-11-22 04:54:05.200185','participant',NULL,'card_added',58,'{}');
INSERT INTO "journal" VALUES(244,6,'2026-11-22 04:54:05.206511','participant',NULL,'card_added',59,'{}');
INSERT INTO "journal" VALUES(245,6,'2026-11-22 04:54:05.207817','participant',NULL,'card_added',60,'{}');
INSERT INTO "journal" VALUES(246,6,'2026-11-22 04:54:05.208862','participant',NULL,'card_added',61,'{}');
INSERT INTO "journal" VALUES(247,6,'2026-11-22 04:54:05.210320','participant',NULL,'card_added',62,'{}');
INSERT INTO "journal" VALUES(248,6,'2026-11-22 04:54:05.212712','facilitator',3,'phase_changed',NULL,'{"before": "collect", "after": "sort"}');
INSERT INTO "journal" VALUES(249,6,'2026-11-22 04:54:05.213789','facilitator',3,'card_merged',54,'{}');
INSERT INTO "journal" VALUES(250,6,'2026-11-22 04:54:05.216015','facilitator',3,'phase_changed',NULL,'{"before": "sort", "after": "vote"}');
INSERT INTO "journal" VALUES(251,6,'2026-11-22 04:54:05.243913','facilitator',3,'phase_changed',NULL,'{"before": "vote", "after": "results"}');
INSERT INTO "journal" VALUES(252,6,'2026-11-22 04:54:05.253881','facilitator',3,'topics_kept',NULL,'{"count": 4}');
INSERT INTO "journal" VALUES(253,6,'2026-11-22 04:54:05.257102','facilitator',3,'phase_changed',NULL,'{"before": "results", "after": "groups_1"}');
INSERT INTO "journal" VALUES(254,6,'2026-11-22 04:54:05.258430','facilitator',3,'groups_opened',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(255,6,'2026-11-22 04:54:05.316623','facilitator',3,'groups_formed',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(256,6,'2026-11-22 04:54:05.318730','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(257,6,'2026-11-22 04:54:05.319610','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(258,6,'2026-11-22 04:54:05.320260','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(259,6,'2026-11-22 04:54:05.320852','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(260,6,'2026-11-22 04:54:05.327995','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(261,6,'2026-11-22 04:54:05.344434','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(262,6,'2026-11-22 04:54:05.351541','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(263,6,'2026-11-22 04:54:05.360276','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 3}');
INSERT INTO "journal" VALUES(264,6,'2026-11-22 04:54:05.367477','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 4}');
INSERT INTO "journal" VALUES(265,6,'2026-11-22 04:54:05.371493','facilitator',3,'phase_changed',NULL,'{"before": "groups_1", "after": "groups_2"}');
INSERT INTO "journal" VALUES(266,6,'2026-11-22 04:54:05.373074','facilitator',3,'groups_opened',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(267,6,'2026-11-22 04:54:05.424906','facilitator',3,'groups_formed',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(268,6,'2026-11-22 04:54:05.426951','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(269,6,'2026-11-22 04:54:05.427767','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(270,6,'2026-11-22 04:54:05.428480','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(271,6,'2026-11-22 04:54:05.429130','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(272,6,'2026-11-22 04:54:05.432802','participant',NULL,'sheet_continued',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(273,6,'2026-11-22 04:54:05.438844','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(274,6,'2026-11-22 04:54:05.456094','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(275,6,'2026-11-22 04:54:05.460523','participant',NULL,'sheet_continued',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(276,6,'2026-11-22 04:54:05.467321','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(277,6,'2026-11-22 04:54:05.478298','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 3}');
INSERT INTO "journal" VALUES(278,6,'2026-11-22 04:54:05.491201','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 4}');
INSERT INTO "journal" VALUES(279,6,'2026-11-22 04:54:05.497470','facilitator',3,'phase_changed',NULL,'{"before": "groups_2", "after": "wrap_up"}');
INSERT INTO "journal" VALUES(280,6,'2026-11-22 04:54:05.539270','facilitator',3,'sheet_shown',NULL,'{"round": 1, "number": 3}');
INSERT INTO "journal" VALUES(281,7,'2026-11-22 04:54:05.789121','facilitator',3,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(282,7,'2026-11-22 04:54:05.796511','facilitator',3,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(283,7,'2026-11-22 04:54:05.803380','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(284,7,'2026-11-22 04:54:05.810001','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(285,7,'2026-11-22 04:54:05.812493','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(286,7,'2026-11-22 04:54:05.823407','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(287,7,'2026-11-22 04:54:05.828332','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(288,7,'2026-11-22 04:54:05.830713','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(289,7,'2026-11-22 04:54:05.832917','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(290,7,'2026-11-22 04:54:05.836304','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(291,7,'2026-11-22 04:54:05.839995','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(292,7,'2026-11-22 04:54:05.843450','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(293,7,'2026-11-22 04:54:05.845489','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(294,7,'2026-11-22 04:54:05.847366','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(295,7,'2026-11-22 04:54:05.849135','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(296,7,'2026-11-22 04:54:05.852568','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(297,7,'2026-11-22 04:54:05.854359','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(298,7,'2026-11-22 04:54:05.856028','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(299,7,'2026-11-22 04:54:05.860070','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(300,7,'2026-11-22 04:54:05.862138','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(301,7,'2026-11-22 04:54:05.864065','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(302,7,'2026-11-22 04:54:05.868162','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(303,7,'2026-11-22 04:54:05.870327','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(304,7,'2026-11-22 04:54:05.872291','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(305,7,'2026-11-22 04:54:05.875777','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(306,7,'2026-11-22 04:54:05.877620','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(307,7,'2026-11-22 04:54:05.879795','participant',NULL,'card_added',63,'{}');
INSERT INTO "journal" VALUES(308,7,'2026-11-22 04:54:05.883230','participant',NULL,'card_added',64,'{}');
INSERT INTO "journal" VALUES(309,7,'2026-11-22 04:54:05.885243','participant',NULL,'card_added',65,'{}');
INSERT INTO "journal" VALUES(310,7,'2026-11-22 04:54:05.886861','participant',NULL,'card_added',66,'{}');
INSERT INTO "journal" VALUES(311,7,'2026-11-22 04:54:05.888435','participant',NULL,'card_added',67,'{}');
INSERT INTO "journal" VALUES(312,7,'2026-11-22 04:54:05.891538','participant',NULL,'card_added',68,'{}');
INSERT INTO "journal" VALUES(313,7,'2026-11-22 04:54:05.893110','participant',NULL,'card_added',69,'{}');
INSERT INTO "journal" VALUES(314,7,'2026-11-22 04:54:05.894580','participant',NULL,'card_added',70,'{}');
INSERT INTO "journal" VALUES(315,7,'2026-11-22 04:54:05.896793','participant',NULL,'card_added',71,'{}');
INSERT INTO "journal" VALUES(316,7,'2026-11-22 04:54:05.899366','participant',NULL,'card_added',72,'{}');
INSERT INTO "journal" VALUES(317,7,'2026-11-22 04:54:05.900921','participant',NULL,'card_added',73,'{}');
INSERT INTO "journal" VALUES(318,7,'2026-11-22 04:54:05.902510','participant',NULL,'card_added',74,'{}');
INSERT INTO "journal" VALUES(319,7,'2026-11-22 04:54:05.903886','participant',NULL,'card_added',75,'{}');
INSERT INTO "journal" VALUES(320,7,'2026-11-22 04:54:05.906364','participant',NULL,'card_added',76,'{}');
INSERT INTO "journal" VALUES(321,7,'2026-11-22 04:54:05.909986','facilitator',3,'phase_changed',NULL,'{"before": "collect", "after": "sort"}');
INSERT INTO "journal" VALUES(322,7,'2026-11-22 04:54:05.911423','facilitator',3,'card_merged',68,'{}');
INSERT INTO "journal" VALUES(323,7,'2026-11-22 04:54:05.916392','facilitator',3,'phase_changed',NULL,'{"before": "sort", "after": "vote"}');
INSERT INTO "journal" VALUES(324,7,'2026-11-22 04:54:06.088004','facilitator',3,'phase_changed',NULL,'{"before": "vote", "after": "results"}');
INSERT INTO "journal" VALUES(325,7,'2026-11-22 04:54:06.099405','facilitator',3,'topics_kept',NULL,'{"count": 4}');
INSERT INTO "journal" VALUES(326,7,'2026-11-22 04:54:06.104382','facilitator',3,'phase_changed',NULL,'{"before": "results", "after": "groups_1"}');
INSERT INTO "journal" VALUES(327,7,'2026-11-22 04:54:06.107385','facilitator',3,'groups_opened',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(328,7,'2026-11-22 04:54:06.209950','facilitator',3,'groups_formed',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(329,7,'2026-11-22 04:54:06.212389','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(330,7,'2026-11-22 04:54:06.213280','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(331,7,'2026-11-22 04:54:06.214283','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(332,7,'2026-11-22 04:54:06.215142','facilitator',3,'group_place_named',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(333,7,'2026-11-22 04:54:06.222202','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(334,7,'2026-11-22 04:54:06.238355','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(335,7,'2026-11-22 04:54:06.247768','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(336,7,'2026-11-22 04:54:06.255645','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 3}');
INSERT INTO "journal" VALUES(337,7,'2026-11-22 04:54:06.262945','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 4}');
INSERT INTO "journal" VALUES(338,7,'2026-11-22 04:54:06.268161','facilitator',3,'phase_changed',NULL,'{"before": "groups_1", "after": "groups_2"}');
INSERT INTO "journal" VALUES(339,7,'2026-11-22 04:54:06.269846','facilitator',3,'groups_opened',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(340,7,'2026-11-22 04:54:06.329291','facilitator',3,'groups_formed',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(341,7,'2026-11-22 04:54:06.331511','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(342,7,'2026-11-22 04:54:06.332360','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(343,7,'2026-11-22 04:54:06.333060','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(344,7,'2026-11-22 04:54:06.333777','facilitator',3,'group_place_named',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(345,7,'2026-11-22 04:54:06.337611','participant',NULL,'sheet_continued',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(346,7,'2026-11-22 04:54:06.343692','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(347,7,'2026-11-22 04:54:06.361771','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(348,7,'2026-11-22 04:54:06.365877','participant',NULL,'sheet_continued',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(349,7,'2026-11-22 04:54:06.372050','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(350,7,'2026-11-22 04:54:06.378504','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 3}');
INSERT INTO "journal" VALUES(351,7,'2026-11-22 04:54:06.385069','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 4}');
INSERT INTO "journal" VALUES(352,7,'2026-11-22 04:54:06.389484','facilitator',3,'phase_changed',NULL,'{"before": "groups_2", "after": "wrap_up"}');
INSERT INTO "journal" VALUES(353,7,'2026-11-22 04:54:06.434831','facilitator',3,'evaluation_shown',NULL,'{}');
INSERT INTO "journal" VALUES(354,7,'2026-11-22 04:54:06.435847','facilitator',3,'next_steps_written',NULL,'{}');
INSERT INTO "journal" VALUES(355,7,'2026-11-22 04:54:06.439424','facilitator',3,'phase_changed',NULL,'{"before": "wrap_up", "after": "closed"}');
INSERT INTO "journal" VALUES(356,7,'2026-11-22 04:54:06.553982','owner',3,'follow_up_published',NULL,'{}');
INSERT INTO "journal" VALUES(357,8,'2026-11-22 04:54:06.587414','facilitator',6,'lab_created',NULL,'{}');
INSERT INTO "journal" VALUES(358,8,'2026-11-22 04:54:06.590190','facilitator',6,'start_set',NULL,'{}');
INSERT INTO "journal" VALUES(359,8,'2026-11-22 04:54:06.590282','facilitator',6,'conduct_set',NULL,'{}');
INSERT INTO "journal" VALUES(360,8,'2026-11-22 04:54:06.591711','facilitator',6,'timer_started',NULL,'{"title": "Accueil", "minutes": 15}');
INSERT INTO "journal" VALUES(361,8,'2026-11-22 04:54:06.605196','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(362,8,'2026-11-22 04:54:06.608360','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(363,8,'2026-11-22 04:54:06.625052','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(364,8,'2026-11-22 04:54:06.634562','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(365,8,'2026-11-22 04:54:06.643032','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(366,8,'2026-11-22 04:54:06.646379','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(367,8,'2026-11-22 04:54:06.654559','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(368,8,'2026-11-22 04:54:06.664409','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(369,8,'2026-11-22 04:54:06.667875','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(370,8,'2026-11-22 04:54:06.684562','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(371,8,'2026-11-22 04:54:06.692127','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(372,8,'2026-11-22 04:54:06.710117','participant',NULL,'joined',NULL,'{}');
INSERT INTO "journal" VALUES(373,8,'2026-11-22 04:54:06.728852','facilitator',6,'badges_made',NULL,'{"count": 2}');
INSERT INTO "journal" VALUES(374,8,'2026-11-22 04:54:06.761692','facilitator',6,'phase_changed',NULL,'{"before": "preparation", "after": "collect"}');
INSERT INTO "journal" VALUES(375,8,'2026-11-22 04:54:06.767889','participant',NULL,'card_added',77,'{}');
INSERT INTO "journal" VALUES(376,8,'2026-11-22 04:54:06.779818','participant',NULL,'card_added',78,'{}');
INSERT INTO "journal" VALUES(377,8,'2026-11-22 04:54:06.787615','participant',NULL,'card_added',79,'{}');
INSERT INTO "journal" VALUES(378,8,'2026-11-22 04:54:06.796247','participant',NULL,'card_added',80,'{}');
INSERT INTO "journal" VALUES(379,8,'2026-11-22 04:54:06.804527','participant',NULL,'card_added',81,'{}');
INSERT INTO "journal" VALUES(380,8,'2026-11-22 04:54:06.808938','participant',NULL,'card_added',82,'{}');
INSERT INTO "journal" VALUES(381,8,'2026-11-22 04:54:06.815984','facilitator',6,'phase_changed',NULL,'{"before": "collect", "after": "sort"}');
INSERT INTO "journal" VALUES(382,8,'2026-11-22 04:54:06.819399','facilitator',6,'card_merged',82,'{}');
INSERT INTO "journal" VALUES(383,8,'2026-11-22 04:54:06.827351','facilitator',6,'phase_changed',NULL,'{"before": "sort", "after": "vote"}');
INSERT INTO "journal" VALUES(384,8,'2026-11-22 04:54:06.925927','facilitator',6,'phase_changed',NULL,'{"before": "vote", "after": "results"}');
INSERT INTO "journal" VALUES(385,8,'2026-11-22 04:54:06.931587','facilitator',6,'topics_kept',NULL,'{"count": 2}');
INSERT INTO "journal" VALUES(386,8,'2026-11-22 04:54:06.947190','facilitator',6,'phase_changed',NULL,'{"before": "results", "after": "groups_1"}');
INSERT INTO "journal" VALUES(387,8,'2026-11-22 04:54:06.950855','facilitator',6,'groups_opened',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(388,8,'2026-11-22 04:54:06.996744','facilitator',6,'groups_formed',NULL,'{"round": 1}');
INSERT INTO "journal" VALUES(389,8,'2026-11-22 04:54:07.003509','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(390,8,'2026-11-22 04:54:07.006254','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(391,8,'2026-11-22 04:54:07.008445','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(392,8,'2026-11-22 04:54:07.016359','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(393,8,'2026-11-22 04:54:07.018658','participant',NULL,'sheet_saved',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(394,8,'2026-11-22 04:54:07.021813','participant',NULL,'photo_added',NULL,'{"round": 1, "number": 2}');
INSERT INTO "journal" VALUES(395,8,'2026-11-22 04:54:07.027120','facilitator',6,'phase_changed',NULL,'{"before": "groups_1", "after": "groups_2"}');
INSERT INTO "journal" VALUES(396,8,'2026-11-22 04:54:07.030773','facilitator',6,'groups_opened',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(397,8,'2026-11-22 04:54:07.055607','facilitator',6,'groups_formed',NULL,'{"round": 2}');
INSERT INTO "journal" VALUES(398,8,'2026-11-22 04:54:07.060810','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(399,8,'2026-11-22 04:54:07.063204','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(400,8,'2026-11-22 04:54:07.065462','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 1}');
INSERT INTO "journal" VALUES(401,8,'2026-11-22 04:54:07.069760','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(402,8,'2026-11-22 04:54:07.071977','participant',NULL,'sheet_saved',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(403,8,'2026-11-22 04:54:07.074324','participant',NULL,'photo_added',NULL,'{"round": 2, "number": 2}');
INSERT INTO "journal" VALUES(404,8,'2026-11-22 04:54:07.079931','facilitator',6,'phase_changed',NULL,'{"before": "groups_2", "after": "wrap_up"}');
INSERT INTO "journal" VALUES(405,8,'2026-11-22 04:54:07.084420','facilitator',6,'sheet_shown',NULL,'{"round": 1, "number": 1}');
INSERT INTO "journal" VALUES(406,8,'2026-11-22 04:54:07.118269','facilitator',6,'next_steps_written',NULL,'{}');
INSERT INTO "journal" VALUES(407,8,'2026-11-22 04:54:07.119402','facilitator',6,'evaluation_shown',NULL,'{}');
INSERT INTO "journal" VALUES(408,8,'2026-11-22 04:54:07.124785','facilitator',6,'phase_changed',NULL,'{"before": "wrap_up", "after": "closed"}');
INSERT INTO "journal" VALUES(409,8,'2026-11-22 04:54:07.135338','participant',NULL,'person_erased',NULL,'{}');
CREATE TABLE labs (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	code VARCHAR(12) NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	theme VARCHAR(300) NOT NULL, 
	held_on DATE, 
	place VARCHAR(120) NOT NULL, 
	phase VARCHAR(20) NOT NULL, 
	early BOOLEAN NOT NULL, 
	locked BOOLEAN NOT NULL, 
	by_badge BOOLEAN NOT NULL, 
	starts_at VARCHAR(5) NOT NULL, 
	conduct TEXT NOT NULL, 
	next_steps TEXT NOT NULL, 
	group_minimum INTEGER NOT NULL, 
	group_maximum INTEGER NOT NULL, 
	forum_sheet_id INTEGER, 
	evaluation_shown BOOLEAN NOT NULL, 
	follow_up_at DATETIME, 
	retention_months INTEGER NOT NULL, 
	purged_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_labs PRIMARY KEY (id), 
	CONSTRAINT ck_labs_phase CHECK (phase IN ('preparation', 'collect', 'sort', 'vote', 'results', 'groups_1', 'groups_2', 'wrap_up', 'closed')), 
	CONSTRAINT ck_labs_group_bounds CHECK (group_minimum BETWEEN 1 AND group_maximum), 
	CONSTRAINT ck_labs_retention CHECK (retention_months BETWEEN 1 AND 60), 
	CONSTRAINT fk_labs_product_id_products FOREIGN KEY(product_id) REFERENCES products (id) ON DELETE CASCADE, 
	CONSTRAINT uq_labs_code UNIQUE (code)
);
INSERT INTO "labs" VALUES(1,1,'VEDJEA','Open lab n° 1','',NULL,'','closed',0,0,0,'14:00','Une règle de la maison','La suite',3,8,NULL,1,NULL,60,'2026-11-22 04:54:02.795392','2024-11-21 04:54:01.882436');
INSERT INTO "labs" VALUES(2,2,'3QKK8C','Open lab n° 1','Ce qui nous ralentit, du dépôt du dossier à la commission',NULL,'Salle Molière, 2e étage','preparation',0,0,0,'14:00','','',3,8,NULL,0,NULL,60,NULL,'2026-11-22 04:54:03.175775');
INSERT INTO "labs" VALUES(3,2,'N8VXMZ','Open lab n° 1','Ce qui nous ralentit, du dépôt du dossier à la commission',NULL,'Salle Molière, 2e étage','collect',0,0,0,'14:00','','',3,8,NULL,0,NULL,60,NULL,'2026-11-22 04:54:03.570121');
INSERT INTO "labs" VALUES(4,2,'VPA3JM','Open lab n° 1','Ce qui nous ralentit, du dépôt du dossier à la commission',NULL,'Salle Molière, 2e étage','vote',0,0,0,'14:00','','',3,8,NULL,0,NULL,60,NULL,'2026-11-22 04:54:03.986330');
INSERT INTO "labs" VALUES(5,2,'6VHX77','Open lab n° 1','Ce qui nous ralentit, du dépôt du dossier à la commission',NULL,'Salle Molière, 2e étage','groups_2',0,0,0,'14:00','','',3,8,NULL,0,NULL,60,NULL,'2026-11-22 04:54:04.434156');
INSERT INTO "labs" VALUES(6,2,'VWB5GC','Open lab n° 1','Ce qui nous ralentit, du dépôt du dossier à la commission',NULL,'Salle Molière, 2e étage','wrap_up',0,0,0,'14:00','','',3,8,14,0,NULL,60,NULL,'2026-11-22 04:54:05.134577');
INSERT INTO "labs" VALUES(7,2,'RW69ZZ','Open lab n° 1','Ce qui nous ralentit, du dépôt du dossier à la commission','2026-11-01','Salle Molière, 2e étage','closed',0,0,0,'14:00','','L''équipe produit estime la faisabilité de chaque proposition sous quinze jours. La feuille de route est publiée sur cette page le mois prochain, et chaque livraison y sera notée. La prochaine rencontre a lieu dans deux mois.',3,8,NULL,1,'2026-11-22 04:54:06.553933',60,NULL,'2026-11-22 04:54:05.785252');
INSERT INTO "labs" VALUES(8,3,'MAQ8VG','Open lab n° 1','',NULL,'','closed',0,0,0,'14:00','Une règle de la maison','La suite',3,8,NULL,1,NULL,60,NULL,'2026-11-22 04:54:06.586159');
CREATE TABLE members (
	product_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (product_id, account_id, role), 
	CONSTRAINT ck_members_role CHECK (role IN ('facilitator', 'owner', 'developer', 'designer')), 
	CONSTRAINT fk_members_account_id_accounts FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_members_product_id_products FOREIGN KEY(product_id) REFERENCES products (id) ON DELETE CASCADE
);
INSERT INTO "members" VALUES(1,1,'facilitator');
INSERT INTO "members" VALUES(1,1,'owner');
INSERT INTO "members" VALUES(2,3,'facilitator');
INSERT INTO "members" VALUES(2,3,'owner');
INSERT INTO "members" VALUES(2,4,'developer');
INSERT INTO "members" VALUES(2,5,'designer');
INSERT INTO "members" VALUES(3,6,'facilitator');
INSERT INTO "members" VALUES(3,6,'owner');
CREATE TABLE one_time_links (
	token_hash VARCHAR(64) NOT NULL, 
	account_id INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_one_time_links PRIMARY KEY (token_hash), 
	CONSTRAINT fk_one_time_links_account_id_accounts FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "one_time_links" VALUES('f7d5430da3398f44c8c8fd705c4ba7eb41ef109701e8e3cc5d4ff58bfeb67802',2,'2026-11-29 04:54:02.824720');
CREATE TABLE pain_points (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	participant_id INTEGER, 
	persona_id INTEGER, 
	title VARCHAR(140) NOT NULL, 
	detail VARCHAR(1000) NOT NULL, 
	merged_into INTEGER, 
	hidden BOOLEAN NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	form_key VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_pain_points PRIMARY KEY (id), 
	CONSTRAINT ck_pain_points_detail CHECK (length(detail) <= 1000), 
	CONSTRAINT ck_pain_points_title CHECK (length(title) BETWEEN 1 AND 140), 
	CONSTRAINT ck_pain_points_merged_into_another CHECK (merged_into <> id), 
	CONSTRAINT fk_pain_points_lab_id_merged_into_pain_points FOREIGN KEY(lab_id, merged_into) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT fk_pain_points_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id), 
	CONSTRAINT fk_pain_points_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pain_points_persona_id_personas FOREIGN KEY(persona_id) REFERENCES personas (id), 
	CONSTRAINT uq_pain_points_lab_id_form_key UNIQUE (lab_id, form_key), 
	CONSTRAINT uq_pain_points_lab_id_id UNIQUE (lab_id, id)
);
INSERT INTO "pain_points" VALUES(1,1,NULL,1,'№ 1','',NULL,0,0,'erased 1','2026-11-22 04:54:02.099786');
INSERT INTO "pain_points" VALUES(2,1,NULL,2,'№ 2','',NULL,0,0,'erased 2','2026-11-22 04:54:02.135454');
INSERT INTO "pain_points" VALUES(3,1,NULL,1,'№ 3','',NULL,0,0,'erased 3','2026-11-22 04:54:02.148938');
INSERT INTO "pain_points" VALUES(4,1,NULL,2,'№ 4','',NULL,0,0,'erased 4','2026-11-22 04:54:02.156704');
INSERT INTO "pain_points" VALUES(5,1,NULL,1,'№ 5','',NULL,0,0,'erased 5','2026-11-22 04:54:02.165182');
INSERT INTO "pain_points" VALUES(6,1,NULL,2,'№ 6','',5,0,0,'erased 6','2026-11-22 04:54:02.172332');
INSERT INTO "pain_points" VALUES(7,3,25,4,'Le nombre d''enfants par dossier est limité','Pour une chorale ou une figuration nombreuse, il faut déposer plusieurs dossiers identiques.',NULL,0,0,'7146604dce89ede81340353ab04e1ce1840def2ca70f1b93bb34009927a7e881','2026-11-22 04:54:03.684347');
INSERT INTO "pain_points" VALUES(8,3,24,4,'Ajouter des figurants est fastidieux','Chaque figurant se saisit un par un, avec les mêmes pièces.',NULL,0,0,'4321ec4cc0121913745a9cb2e2404f3dfda328dc43a4d7611029681823850e97','2026-11-22 04:54:03.686327');
INSERT INTO "pain_points" VALUES(9,3,21,4,'Une société étrangère ne peut pas déposer de demande','Le formulaire exige un numéro SIRET.',NULL,0,0,'833715ac466a733046373d7ac2fa7e3373973f306966db3c4a4c7a43969b5767','2026-11-22 04:54:03.688009');
INSERT INTO "pain_points" VALUES(10,3,20,4,'Je ne sais pas où en est mon dossier','Entre le dépôt et la commission mensuelle, aucune visibilité.',NULL,0,0,'2142fdbfbd279eaf51dc675b7efc1a999efc07923924300090acbf2c6998162d','2026-11-22 04:54:03.689810');
INSERT INTO "pain_points" VALUES(11,3,27,4,'Les délais ne tiennent pas dans un calendrier de tournage','',NULL,0,0,'44addab4d1ce002706b458cc71ed61056aa162aba3b96961c19669f33cfeb0a2','2026-11-22 04:54:03.692309');
INSERT INTO "pain_points" VALUES(12,3,23,4,'On ne peut ajouter que quelques enfants par demande','',NULL,0,0,'ede97ac611dea97999bd5be529be295a7d97e74f8a289056f9b7fa070989a325','2026-11-22 04:54:03.697074');
INSERT INTO "pain_points" VALUES(13,3,14,3,'D''une région à l''autre, on n''instruit pas de la même façon','Les demandeurs ressentent un défaut d''égalité de traitement.',NULL,0,0,'756039ec0449024e9ca0c04f8df2e58b57625d24549fc0f00e0f82ae1b8f6a4d','2026-11-22 04:54:03.699136');
INSERT INTO "pain_points" VALUES(14,3,19,3,'Les dossiers arrivent incomplets','Il faut relancer plusieurs fois, par courriel et par téléphone.',NULL,0,0,'206ba6103b818c3248b9694c6a0f36dd48aeaa2f863ff4b27019a0f800e1ea2e','2026-11-22 04:54:03.700945');
INSERT INTO "pain_points" VALUES(15,3,17,3,'Pas de moyen de partager la jurisprudence entre services','Chacun refait l''analyse dans son coin.',NULL,0,0,'2c521385907b61d43be3778aa066db157a110af9e080b69763557b051400c2d4','2026-11-22 04:54:03.702849');
INSERT INTO "pain_points" VALUES(16,3,16,3,'Les demandes d''aide arrivent au mauvais endroit','On répond à des questions d''outil, et l''équipe produit à des questions de droit.',NULL,0,0,'3812d8e76defd752d0d74decaf3101e9be9cbec9b4f62f83257c3a8a91bb2544','2026-11-22 04:54:03.704156');
INSERT INTO "pain_points" VALUES(17,3,35,6,'La médecine du travail n''a pas accès à la plateforme','Ce sont les assistantes médicales qui saisissent, et elles n''ont pas de compte.',NULL,0,0,'73371346722fc612b3f069d1be9c79d64d487d1a4fbfec24f44e40a4f337f047','2026-11-22 04:54:03.705234');
INSERT INTO "pain_points" VALUES(18,3,30,5,'Je découvre les dossiers en séance','L''ordre du jour et les pièces arrivent trop tard.',NULL,0,0,'625440679d8dfee70d2759ad4a60d1912c9509bb7247683894279405c20150b7','2026-11-22 04:54:03.706763');
INSERT INTO "pain_points" VALUES(19,3,29,5,'Rien ne signale les horaires de travail à risque','',NULL,0,0,'ab7d62709592928c5971f9bf7e19a75be72a30cbb2097928dff62fe42cccad40','2026-11-22 04:54:03.707780');
INSERT INTO "pain_points" VALUES(20,3,14,3,'Le formulaire externe impose ses contraintes','On ne peut pas adapter les champs à nos cas.',NULL,0,0,'aa9496a3406a75d132b2b5fe918a464dd069c60337fed0db3d4e0f2f1e6cf298','2026-11-22 04:54:03.708817');
INSERT INTO "pain_points" VALUES(21,4,49,4,'Le nombre d''enfants par dossier est limité','Pour une chorale ou une figuration nombreuse, il faut déposer plusieurs dossiers identiques.',NULL,0,0,'72727dc6edc50154b0b01d83e67d810648e54733a6b85c43a6ccd44898e18423','2026-11-22 04:54:04.112700');
INSERT INTO "pain_points" VALUES(22,4,48,4,'Ajouter des figurants est fastidieux','Chaque figurant se saisit un par un, avec les mêmes pièces.',NULL,0,0,'fcaf4001d8bc9f792f8caf4bd4ed35e4122e29cb2f8ae55232159f9dc2497afc','2026-11-22 04:54:04.114123');
INSERT INTO "pain_points" VALUES(23,4,45,4,'Une société étrangère ne peut pas déposer de demande','Le formulaire exige un numéro SIRET.',NULL,0,0,'3730229cdbb7fde88ad86286ef41216f0074dbbbdb73d7ea0ec6fc6910ea321f','2026-11-22 04:54:04.115331');
INSERT INTO "pain_points" VALUES(24,4,44,4,'Je ne sais pas où en est mon dossier','Entre le dépôt et la commission mensuelle, aucune visibilité.',NULL,0,0,'5a16762bac531e9d16c65928aecf7df8ec99a79d136b99d82d0182b6461692a5','2026-11-22 04:54:04.116483');
INSERT INTO "pain_points" VALUES(25,4,51,4,'Les délais ne tiennent pas dans un calendrier de tournage','',NULL,0,0,'b43bec16d7b3f7d29504ce10bd8a55ea6a770b327e69c955ab99993cb46fcd00','2026-11-22 04:54:04.121813');
INSERT INTO "pain_points" VALUES(26,4,47,4,'On ne peut ajouter que quelques enfants par demande','',21,0,0,'33149eccfdb072cb65ae4f338d7c13077fbe001240b4a2deb59c391905a66edc','2026-11-22 04:54:04.123151');
INSERT INTO "pain_points" VALUES(27,4,38,3,'D''une région à l''autre, on n''instruit pas de la même façon','Les demandeurs ressentent un défaut d''égalité de traitement.',NULL,0,0,'0a16f5aeb75cf819dfe98ce300363915a121e9bfa7742bdcf5ff062e6c03fe5e','2026-11-22 04:54:04.124307');
INSERT INTO "pain_points" VALUES(28,4,43,3,'Les dossiers arrivent incomplets','Il faut relancer plusieurs fois, par courriel et par téléphone.',NULL,0,0,'17c39ec25bafece1968816eebc5ce9bad9afa1ed748f4281ed813c72dba5b67c','2026-11-22 04:54:04.129888');
INSERT INTO "pain_points" VALUES(29,4,41,3,'Pas de moyen de partager la jurisprudence entre services','Chacun refait l''analyse dans son coin.',NULL,0,0,'c49bb00ee52e373789bb3f2e1f999b42cc3735631361085dd8adfa73bff52e2d','2026-11-22 04:54:04.131151');
INSERT INTO "pain_points" VALUES(30,4,40,3,'Les demandes d''aide arrivent au mauvais endroit','On répond à des questions d''outil, et l''équipe produit à des questions de droit.',NULL,0,0,'bd07afb6e00e8a2b4b4b0f56647eaf1a5a2c11e4932f3edc243c51ea094b1b69','2026-11-22 04:54:04.132201');
INSERT INTO "pain_points" VALUES(31,4,59,6,'La médecine du travail n''a pas accès à la plateforme','Ce sont les assistantes médicales qui saisissent, et elles n''ont pas de compte.',NULL,0,0,'b18e2d279d3dae6981b63550be15549400d7f7170d2818cd7b5932157fef0526','2026-11-22 04:54:04.133225');
INSERT INTO "pain_points" VALUES(32,4,54,5,'Je découvre les dossiers en séance','L''ordre du jour et les pièces arrivent trop tard.',NULL,0,0,'c397f1f1d9ffc61b30575625064cc7dda8b6f38e7a99778f26e282747ab2c011','2026-11-22 04:54:04.139036');
INSERT INTO "pain_points" VALUES(33,4,53,5,'Rien ne signale les horaires de travail à risque','',NULL,0,0,'ed856cf4b27452f68f83c41a2b4ffdef3d4aed5491a766080c8b82b7663822f6','2026-11-22 04:54:04.140148');
INSERT INTO "pain_points" VALUES(34,4,38,3,'Le formulaire externe impose ses contraintes','On ne peut pas adapter les champs à nos cas.',NULL,0,0,'d5e83a7377d5fdf51180c9ff148476c99efad1592f72a3fd3cbd70106204518d','2026-11-22 04:54:04.141196');
INSERT INTO "pain_points" VALUES(35,5,73,4,'Le nombre d''enfants par dossier est limité','Pour une chorale ou une figuration nombreuse, il faut déposer plusieurs dossiers identiques.',NULL,0,0,'9e792c5b53cfd4c03ce7ef6e71e386afe61a84dc4ff686432e7147a079d73228','2026-11-22 04:54:04.526703');
INSERT INTO "pain_points" VALUES(36,5,72,4,'Ajouter des figurants est fastidieux','Chaque figurant se saisit un par un, avec les mêmes pièces.',NULL,0,0,'843e8004bfe74c0de8b1974e781934d566febf9076a72f9cae9e724a437c9862','2026-11-22 04:54:04.528635');
INSERT INTO "pain_points" VALUES(37,5,69,4,'Une société étrangère ne peut pas déposer de demande','Le formulaire exige un numéro SIRET.',NULL,0,0,'6babfc3428c4f8124d7f15ba8ab600cd46dcdbed65180244f1180d029a9d3a60','2026-11-22 04:54:04.531908');
INSERT INTO "pain_points" VALUES(38,5,68,4,'Je ne sais pas où en est mon dossier','Entre le dépôt et la commission mensuelle, aucune visibilité.',NULL,0,0,'0e572b10e46d560d681a47a4b70d805aed47110ede2f709bbcc2bb111db170ef','2026-11-22 04:54:04.535198');
INSERT INTO "pain_points" VALUES(39,5,75,4,'Les délais ne tiennent pas dans un calendrier de tournage','',NULL,0,0,'b32e24d88ce949926d5678fe60f1726ed903227891d56cfe125d53617db51017','2026-11-22 04:54:04.537139');
INSERT INTO "pain_points" VALUES(40,5,71,4,'On ne peut ajouter que quelques enfants par demande','',35,0,0,'505a0ae6647813d58f6fe312737e387e1721a2173f679ea708e770f742dde001','2026-11-22 04:54:04.538940');
INSERT INTO "pain_points" VALUES(41,5,62,3,'D''une région à l''autre, on n''instruit pas de la même façon','Les demandeurs ressentent un défaut d''égalité de traitement.',NULL,0,0,'80b3607e11a0052aa61c901bd02feb10599e35dfd7a0d1dd27fe815d812888cc','2026-11-22 04:54:04.540591');
INSERT INTO "pain_points" VALUES(42,5,67,3,'Les dossiers arrivent incomplets','Il faut relancer plusieurs fois, par courriel et par téléphone.',NULL,0,0,'3da12b9de49b8af49449a6d008427be2f38df3327f366fdc26ac1a3547f8ffb6','2026-11-22 04:54:04.542290');
INSERT INTO "pain_points" VALUES(43,5,65,3,'Pas de moyen de partager la jurisprudence entre services','Chacun refait l''analyse dans son coin.',NULL,0,0,'d021f6221a4712d91f0800cf9e76f832dd222b391500aa6c0f93c2fc04407e52','2026-11-22 04:54:04.544100');
INSERT INTO "pain_points" VALUES(44,5,64,3,'Les demandes d''aide arrivent au mauvais endroit','On répond à des questions d''outil, et l''équipe produit à des questions de droit.',NULL,0,0,'5a75c50651e238bad0f2ec800175457d47c287ba813bc7f672310f299c6bf8b2','2026-11-22 04:54:04.545862');
INSERT INTO "pain_points" VALUES(45,5,83,6,'La médecine du travail n''a pas accès à la plateforme','Ce sont les assistantes médicales qui saisissent, et elles n''ont pas de compte.',NULL,0,0,'9b59a0d386aca1e14a68dfe0650d6a4ac276be0c9a7297386995e44454779967','2026-11-22 04:54:04.547543');
INSERT INTO "pain_points" VALUES(46,5,78,5,'Je découvre les dossiers en séance','L''ordre du jour et les pièces arrivent trop tard.',NULL,0,0,'1fddb9dc1a153a4aa2ecd30b7f543b223c92d0b30bc6a3069542002be6025293','2026-11-22 04:54:04.549237');
INSERT INTO "pain_points" VALUES(47,5,77,5,'Rien ne signale les horaires de travail à risque','',NULL,0,0,'6722a38f6158bcac02fbc47323e7e10d7d8c06f2cfd291229d4ca885cb4cf6d2','2026-11-22 04:54:04.550858');
INSERT INTO "pain_points" VALUES(48,5,62,3,'Le formulaire externe impose ses contraintes','On ne peut pas adapter les champs à nos cas.',NULL,0,0,'73e3d036388f55e47d7e3f4861ebb27e1b9e0f27b377d8110a181da1064cd942','2026-11-22 04:54:04.552422');
INSERT INTO "pain_points" VALUES(49,6,97,4,'Le nombre d''enfants par dossier est limité','Pour une chorale ou une figuration nombreuse, il faut déposer plusieurs dossiers identiques.',NULL,0,0,'94249314ae517f6bf3d0f29dcfc77a80d8e4bdcac19965450a908d9b0afa9fd8','2026-11-22 04:54:05.190677');
INSERT INTO "pain_points" VALUES(50,6,96,4,'Ajouter des figurants est fastidieux','Chaque figurant se saisit un par un, avec les mêmes pièces.',NULL,0,0,'b7304db55042fcd64cd3d4249ec15dd60ea5fd7b750ef56d3d27253cf6ba6097','2026-11-22 04:54:05.191812');
INSERT INTO "pain_points" VALUES(51,6,93,4,'Une société étrangère ne peut pas déposer de demande','Le formulaire exige un numéro SIRET.',NULL,0,0,'a4da020d77c65e6ec91744662cb55d99cd7e3c6f4d117816434b03d32242256e','2026-11-22 04:54:05.192849');
INSERT INTO "pain_points" VALUES(52,6,92,4,'Je ne sais pas où en est mon dossier','Entre le dépôt et la commission mensuelle, aucune visibilité.',NULL,0,0,'16915618f78109c0fb3a5f7c7351079b993f8be53851eee60e72a1492b3c769d','2026-11-22 04:54:05.193913');
INSERT INTO "pain_points" VALUES(53,6,99,4,'Les délais ne tiennent pas dans un calendrier de tournage','',NULL,0,0,'21d5a866752a2cfb239df207161cc74ec40a3353ecb9338bf3a37dff1a9f5ffd','2026-11-22 04:54:05.194851');
INSERT INTO "pain_points" VALUES(54,6,95,4,'On ne peut ajouter que quelques enfants par demande','',49,0,0,'073999ecc8f53e62fefa5b9527b864dd6309fee88b6842e2edbb60eaefa2fd04','2026-11-22 04:54:05.195919');
INSERT INTO "pain_points" VALUES(55,6,86,3,'D''une région à l''autre, on n''instruit pas de la même façon','Les demandeurs ressentent un défaut d''égalité de traitement.',NULL,0,0,'d4c7bab02de3613c4b05f6ba9b796360ebdc7a252c2757ef00e957f06b5b7e4e','2026-11-22 04:54:05.196900');
INSERT INTO "pain_points" VALUES(56,6,91,3,'Les dossiers arrivent incomplets','Il faut relancer plusieurs fois, par courriel et par téléphone.',NULL,0,0,'4b655dde3c875297310c77b3e5f797a8b7115c8d8d5c75e34233acb341102924','2026-11-22 04:54:05.197934');
INSERT INTO "pain_points" VALUES(57,6,89,3,'Pas de moyen de partager la jurisprudence entre services','Chacun refait l''analyse dans son coin.',NULL,0,0,'1a6f7ae96c5b71a256b2be90d3e6ce73df9207cc187568858b4803446ce39553','2026-11-22 04:54:05.198867');
INSERT INTO "pain_points" VALUES(58,6,88,3,'Les demandes d''aide arrivent au mauvais endroit','On répond à des questions d''outil, et l''équipe produit à des questions de droit.',NULL,0,0,'7eadc7cf256b0f42f474fa0b1061a956ab6e9b38219436dc5504d739d402817b','2026-11-22 04:54:05.199919');
INSERT INTO "pain_points" VALUES(59,6,107,6,'La médecine du travail n''a pas accès à la plateforme','Ce sont les assistantes médicales qui saisissent, et elles n''ont pas de compte.',NULL,0,0,'0b170c116e3f6e2045d5e2345a85c8c7560499e71ed41fafe121bea38205c7e9','2026-11-22 04:54:05.206037');
INSERT INTO "pain_points" VALUES(60,6,102,5,'Je découvre les dossiers en séance','L''ordre du jour et les pièces arrivent trop tard.',NULL,0,0,'239f8de6e30e143126d42c7376b16528edf005d20710d6cddce2db333a20140a','2026-11-22 04:54:05.207486');
INSERT INTO "pain_points" VALUES(61,6,101,5,'Rien ne signale les horaires de travail à risque','',NULL,0,0,'afb517816826c28bf38726610e916f17d8306e7de5dcc52f274be32e1fb2b1cd','2026-11-22 04:54:05.208564');
INSERT INTO "pain_points" VALUES(62,6,86,3,'Le formulaire externe impose ses contraintes','On ne peut pas adapter les champs à nos cas.',NULL,0,0,'a340bbfee598989737d693271febde1c9a3e82ac6fecf0268bbce141b5e3c35c','2026-11-22 04:54:05.209991');
INSERT INTO "pain_points" VALUES(63,7,121,4,'Le nombre d''enfants par dossier est limité','Pour une chorale ou une figuration nombreuse, il faut déposer plusieurs dossiers identiques.',NULL,0,0,'ddac4ca978996735d133f314b15a9b6563150b6dbb94db926ffe3e246bc525fa','2026-11-22 04:54:05.879269');
INSERT INTO "pain_points" VALUES(64,7,120,4,'Ajouter des figurants est fastidieux','Chaque figurant se saisit un par un, avec les mêmes pièces.',NULL,0,0,'d52fffcba2ccd0cf1a8a09631df8b784625ec244721b52c5c4bce8d99bb0b9d3','2026-11-22 04:54:05.881006');
INSERT INTO "pain_points" VALUES(65,7,117,4,'Une société étrangère ne peut pas déposer de demande','Le formulaire exige un numéro SIRET.',NULL,0,0,'305abe0bd2ac40a62c56b587001afd8f808febf616080dfed223a05541626742','2026-11-22 04:54:05.884704');
INSERT INTO "pain_points" VALUES(66,7,116,4,'Je ne sais pas où en est mon dossier','Entre le dépôt et la commission mensuelle, aucune visibilité.',NULL,0,0,'cb2df1e2e6f50930e1c392c49063f217241d73d89efa59933cfefe46962a9ceb','2026-11-22 04:54:05.886385');
INSERT INTO "pain_points" VALUES(67,7,123,4,'Les délais ne tiennent pas dans un calendrier de tournage','',NULL,0,0,'e5061f2bcc266747fd82638d34b3f32e217367c31439b8644da2398979963693','2026-11-22 04:54:05.887966');
INSERT INTO "pain_points" VALUES(68,7,119,4,'On ne peut ajouter que quelques enfants par demande','',63,0,0,'d1ea8a02a4346a5f5da50f3c4f0fadaa0b8a13201ca8c5a71ce9a608591a86e7','2026-11-22 04:54:05.890274');
INSERT INTO "pain_points" VALUES(69,7,110,3,'D''une région à l''autre, on n''instruit pas de la même façon','Les demandeurs ressentent un défaut d''égalité de traitement.',NULL,0,0,'ff332c504e8daf2533a93cbde27e3220297205b9e6e6aa1236a0b63fe2ed494b','2026-11-22 04:54:05.892656');
INSERT INTO "pain_points" VALUES(70,7,115,3,'Les dossiers arrivent incomplets','Il faut relancer plusieurs fois, par courriel et par téléphone.',NULL,0,0,'4b149ffd531bfc2d1981c95532f12df2f7378424f360e9f4e9b8dc4875c2325d','2026-11-22 04:54:05.894160');
INSERT INTO "pain_points" VALUES(71,7,113,3,'Pas de moyen de partager la jurisprudence entre services','Chacun refait l''analyse dans son coin.',NULL,0,0,'5414489f24134043bc9336a9f50565a3846b8df98171d7b4337e289210f9f7e0','2026-11-22 04:54:05.896172');
INSERT INTO "pain_points" VALUES(72,7,112,3,'Les demandes d''aide arrivent au mauvais endroit','On répond à des questions d''outil, et l''équipe produit à des questions de droit.',NULL,0,0,'77bebcfccd7d2906f81fa26c1ec0f86af959dfebe8ab2f61d26f77bf6ca7c855','2026-11-22 04:54:05.898827');
INSERT INTO "pain_points" VALUES(73,7,131,6,'La médecine du travail n''a pas accès à la plateforme','Ce sont les assistantes médicales qui saisissent, et elles n''ont pas de compte.',NULL,0,0,'966b0802658f490577bbb75cb7b5d6fdc0c28023e492ec6676b6ef3e79d1ae2f','2026-11-22 04:54:05.900486');
INSERT INTO "pain_points" VALUES(74,7,126,5,'Je découvre les dossiers en séance','L''ordre du jour et les pièces arrivent trop tard.',NULL,0,0,'cfdd037c5aad0663140921c151ba0c2711cfc6fc3b18294b4f15df390213a8aa','2026-11-22 04:54:05.902061');
INSERT INTO "pain_points" VALUES(75,7,125,5,'Rien ne signale les horaires de travail à risque','',NULL,0,0,'c88656cb5d2d47ca678e6f38ea8352214a7b0a536fe25d57cf8c600e8393f643','2026-11-22 04:54:05.903485');
INSERT INTO "pain_points" VALUES(76,7,110,3,'Le formulaire externe impose ses contraintes','On ne peut pas adapter les champs à nos cas.',NULL,0,0,'acd99f41be5737923ae1986bfc263edcd658e1d37af14088b283e3d5a8e36d98','2026-11-22 04:54:05.904930');
INSERT INTO "pain_points" VALUES(77,8,133,7,'Irritant-0-de-quelqu’un','Détail-0-de-quelqu’un',NULL,0,0,'b64694e6c81a268570e1fbb145d3c4910c81c9ea1f003410356aef65baa1ccc2','2026-11-22 04:54:06.767171');
INSERT INTO "pain_points" VALUES(78,8,134,8,'Irritant-1-de-quelqu’un','Détail-1-de-quelqu’un',NULL,0,0,'fc35500e75a8031d6194f5a318b5788d90b0014913d3dffffcfc70efdbc12a55','2026-11-22 04:54:06.779243');
INSERT INTO "pain_points" VALUES(79,8,135,7,'Irritant-2-de-quelqu’un','Détail-2-de-quelqu’un',NULL,0,0,'de2e83a6bdec784450963b58fdb2d719f575d23f095820b0d2d1a88cd413f4de','2026-11-22 04:54:06.786992');
INSERT INTO "pain_points" VALUES(80,8,136,8,'Irritant-3-de-quelqu’un','Détail-3-de-quelqu’un',NULL,0,0,'b4731a2f302a2250ae382e5944aa1260c9d481e0cde0fa831e6f1456cba61c43','2026-11-22 04:54:06.795511');
INSERT INTO "pain_points" VALUES(81,8,137,7,'Irritant-4-de-quelqu’un','Détail-4-de-quelqu’un',NULL,0,0,'7fccf675e32fc67a674ff8f30f171101db24a2c9962e325bedeb49bcbcab9ef9','2026-11-22 04:54:06.803942');
INSERT INTO "pain_points" VALUES(82,8,138,8,'Irritant-5-de-quelqu’un','Détail-5-de-quelqu’un',81,0,0,'7bbd0c6c45a2118334ebf058575258eee9863a9bc1279a509667d01141580d27','2026-11-22 04:54:06.808380');
CREATE TABLE participants (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	persona_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	joined_at DATETIME NOT NULL, 
	has_left BOOLEAN NOT NULL, 
	CONSTRAINT pk_participants PRIMARY KEY (id), 
	CONSTRAINT fk_participants_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_participants_persona_id_personas FOREIGN KEY(persona_id) REFERENCES personas (id), 
	CONSTRAINT uq_participants_code_hash UNIQUE (code_hash), 
	CONSTRAINT uq_participants_lab_id_id UNIQUE (lab_id, id)
);
INSERT INTO "participants" VALUES(1,1,1,'','erased 1','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(2,1,2,'','erased 2','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(3,1,1,'','erased 3','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(4,1,2,'','erased 4','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(5,1,1,'','erased 5','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(6,1,2,'','erased 6','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(7,1,1,'','erased 7','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(8,1,2,'','erased 8','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(9,1,1,'','erased 9','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(10,1,2,'','erased 10','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(11,1,1,'','erased 11','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(12,1,2,'','erased 12','2024-11-21 04:54:01.882436',0);
INSERT INTO "participants" VALUES(13,3,3,'Nadia','fd5d461666b6603d2d8cab2c8d1c11e0ccee1905c87509f1d9b8f80eecc14095','2026-11-22 04:54:03.594163',0);
INSERT INTO "participants" VALUES(14,3,3,'Yann','b83ebf1d08811539f4915ee2812cd118211012adea0ade1b06e067e77acd6189','2026-11-22 04:54:03.596996',0);
INSERT INTO "participants" VALUES(15,3,3,'Solène','d1c4687e91b74dafe29a7ae4e117a83db57af232de1f2555aea30074f926e3e3','2026-11-22 04:54:03.603742',0);
INSERT INTO "participants" VALUES(16,3,3,'Karim','7087e217172b534074a72fac68312bb64fb116e0c869c8f167fd86296939876d','2026-11-22 04:54:03.608231',0);
INSERT INTO "participants" VALUES(17,3,3,'Brigitte','126378faf55b14146545f4a214f2bd5ada5c4c814de072ee14efa932c376e4be','2026-11-22 04:54:03.612801',0);
INSERT INTO "participants" VALUES(18,3,3,'Thomas','1c639b32c5187ff141c7432d792406bee8d3adf3eac61b7ff39c3e124fc434dc','2026-11-22 04:54:03.615976',0);
INSERT INTO "participants" VALUES(19,3,3,'Aminata','b3816ec0aa7dae016db27d86eca77c175b4a3438fb3dbbdf59ec8e641b85e354','2026-11-22 04:54:03.620365',0);
INSERT INTO "participants" VALUES(20,3,4,'Léo','9e2b356b1af1106ed4684f24ec696254e7f8caff0eaf330ca02aafd95d81152e','2026-11-22 04:54:03.623680',0);
INSERT INTO "participants" VALUES(21,3,4,'Inès','b05c35df1c569a7e47849242fe2166d46c6b5ee57ce8bff7b45c24eb7788e434','2026-11-22 04:54:03.629151',0);
INSERT INTO "participants" VALUES(22,3,4,'Paul','9ae4f498107b1208d48dccd2c191af410bf4072abbe4a750984c7fea97b3daf3','2026-11-22 04:54:03.631716',0);
INSERT INTO "participants" VALUES(23,3,4,'Marion','8524576bb93a0c43b12d0c41c4a2cb4845f8b02d199b154ac831b3c4c6bebdc2','2026-11-22 04:54:03.636561',0);
INSERT INTO "participants" VALUES(24,3,4,'Hugo','3b9b39af014608a1b6fb2da965e2dd40f738341e37a5855c91fa7d8d5f8391c5','2026-11-22 04:54:03.639024',0);
INSERT INTO "participants" VALUES(25,3,4,'Clara','65bd791e01d2fc6909936fa7ecf292729959d3a14c8fbaeef52cc05363a10c6f','2026-11-22 04:54:03.641240',0);
INSERT INTO "participants" VALUES(26,3,4,'Sékou','0beb4c52e777ff855f3be785f56186a6640472f029057c440e14838e98e36602','2026-11-22 04:54:03.645996',0);
INSERT INTO "participants" VALUES(27,3,4,'Manon','1138fa40106bf2d49ce4ed148276cb8778ab29459bdf653842a221cd3bac23ed','2026-11-22 04:54:03.648195',0);
INSERT INTO "participants" VALUES(28,3,4,'Victor','451cf39871c9291fc7e19c00cb8aaf639477aba12f7abc9ca32d858749e39390','2026-11-22 04:54:03.653246',0);
INSERT INTO "participants" VALUES(29,3,5,'Françoise','e6df5eccfa541064c616e65fb2ea7d4718d925bcdced4d4d66c6ef10b9d281e5','2026-11-22 04:54:03.655543',0);
INSERT INTO "participants" VALUES(30,3,5,'Denis','4ecd03774d90e57a8a75cb263f380050baeb66cf67d0c63df5df59d3a94c1618','2026-11-22 04:54:03.661199',0);
INSERT INTO "participants" VALUES(31,3,5,'Awa','fae4a748e7e7a3f23e827ba68b7aaa67e10416099c21cd33278aac02a5bc99b9','2026-11-22 04:54:03.663856',0);
INSERT INTO "participants" VALUES(32,3,5,'Gilles','3644fd09d33206c686cab1079fcfe44c314a60f80c6186dfcb124f17a62baa87','2026-11-22 04:54:03.667668',0);
INSERT INTO "participants" VALUES(33,3,5,'Hélène','6a1535b80459b049c9a462385da9434650e5696776b54f78a03935ff74376513','2026-11-22 04:54:03.671407',0);
INSERT INTO "participants" VALUES(34,3,6,'Sylvie','406ee77b4bdac0e33e24658e85d79b420a79fda82647187249b373dc34db2125','2026-11-22 04:54:03.674821',0);
INSERT INTO "participants" VALUES(35,3,6,'Rachid','5edd8de2c22d2346f1b88c5522abaa4cda6b27c9e427256be2cec751ea872fc1','2026-11-22 04:54:03.677724',0);
INSERT INTO "participants" VALUES(36,3,6,'Odile','3f300a4365ea3a341b44dcfd377c89a3b6cb5d44053a20a10d1857afb305bf7b','2026-11-22 04:54:03.679682',0);
INSERT INTO "participants" VALUES(37,4,3,'Nadia','4ce87aa82ff5c54c80421282fe90fe9872e2b2a6aa20ee7de2e4a799d8238fe0','2026-11-22 04:54:04.023243',0);
INSERT INTO "participants" VALUES(38,4,3,'Yann','2ac4ff99558989f78fd748f1000d5370e301db26300a63da9f007b66c5613891','2026-11-22 04:54:04.025169',0);
INSERT INTO "participants" VALUES(39,4,3,'Solène','671e8ad403d46da47fc2bdebcc03b31ff93d9e0e144a38e9ed532ae86b6194e9','2026-11-22 04:54:04.034565',0);
INSERT INTO "participants" VALUES(40,4,3,'Karim','ed71d9a6fb750b86f7acae6e673a19db8e5e7e70becaf1a95b6393215d68b9d5','2026-11-22 04:54:04.036431',0);
INSERT INTO "participants" VALUES(41,4,3,'Brigitte','5fcf9d4c6fbbe3a0e557bbcb8f43a2b4cd1764c6952b7a9fedaf9b1b5c9e5d2f','2026-11-22 04:54:04.038192',0);
INSERT INTO "participants" VALUES(42,4,3,'Thomas','888b9edd253c95a32840f252a3ccdb0408cb3c60f7e3a32d577388afe8f66dbe','2026-11-22 04:54:04.039798',0);
INSERT INTO "participants" VALUES(43,4,3,'Aminata','e4378a12496418767196dcc8f829c0503400a8f3cb0d729f8dd6ea9d09c21de6','2026-11-22 04:54:04.041219',0);
INSERT INTO "participants" VALUES(44,4,4,'Léo','c5c0c5e83b7482f9115a5bb0e4bdcaad145a37e5c2c9613422d7f1b56906a85e','2026-11-22 04:54:04.047914',0);
INSERT INTO "participants" VALUES(45,4,4,'Inès','af7f45cd5a7b7742fbc6bd7b1922b0cc2654efeb6a359b7fe47472e13b698f45','2026-11-22 04:54:04.058013',0);
INSERT INTO "participants" VALUES(46,4,4,'Paul','ae02325e65b979dba1cb4470edbd564fdd890013650282c71c1954ce7de7efe0','2026-11-22 04:54:04.060150',0);
INSERT INTO "participants" VALUES(47,4,4,'Marion','d9e6ec72527716bfea44f91603abf08eb8e02c54107dfd2c6a278afb09a20cc3','2026-11-22 04:54:04.061897',0);
INSERT INTO "participants" VALUES(48,4,4,'Hugo','1f0e0ec47d5a335588f146bc2b0ececc11b282f5a36d61e9afc4a773b8fc3a9e','2026-11-22 04:54:04.063404',0);
INSERT INTO "participants" VALUES(49,4,4,'Clara','c240af6830b1de54f4b67aef3a025e37eff14634c332645af8887450c8347899','2026-11-22 04:54:04.069878',0);
INSERT INTO "participants" VALUES(50,4,4,'Sékou','ed805bc2105f467334b179d0726455348c2a5984a76a6a751182e9279e721a34','2026-11-22 04:54:04.071799',0);
INSERT INTO "participants" VALUES(51,4,4,'Manon','45f69b82c0fea3617d04cb88122b2a6e4100c82218b9e56070096311ec6176b2','2026-11-22 04:54:04.077878',0);
INSERT INTO "participants" VALUES(52,4,4,'Victor','e28c85a7cb05f801a40cd623a7cac00cc0b761f9ec53d3b04e4085c09f294ac0','2026-11-22 04:54:04.079999',0);
INSERT INTO "participants" VALUES(53,4,5,'Françoise','5bdea1c399b5598fd10aeb54e24cb22133339c04dd50742f2fb61c243efcdb32','2026-11-22 04:54:04.086153',0);
INSERT INTO "participants" VALUES(54,4,5,'Denis','84b3138596d721bc4d38d467cfc8c7a8cf55034832e89d7f24ab89f393849d03','2026-11-22 04:54:04.088047',0);
INSERT INTO "participants" VALUES(55,4,5,'Awa','af4f0a37367fba6117c1c880b281ac68d84b35e9ddd787b2ea4c19727078f605','2026-11-22 04:54:04.093259',0);
INSERT INTO "participants" VALUES(56,4,5,'Gilles','bc6eb428935bdf052456f0c634e5db037496c74f98df70e3179448f24c2ed7ae','2026-11-22 04:54:04.094896',0);
INSERT INTO "participants" VALUES(57,4,5,'Hélène','f6f770a6ba7f345d0e1f5adabc2bfd6e3910d87bf7b3128f5a731ae7759b7c5b','2026-11-22 04:54:04.096307',0);
INSERT INTO "participants" VALUES(58,4,6,'Sylvie','8e3c88f9b40dff79c4f1dfea9cecc9913caed65620218878d2b66f350c46990d','2026-11-22 04:54:04.102801',0);
INSERT INTO "participants" VALUES(59,4,6,'Rachid','df2ba1e6fa48080f2e3343d52f6edba4df79824666aad3f8dd4ba257d8a20ec4','2026-11-22 04:54:04.104619',0);
INSERT INTO "participants" VALUES(60,4,6,'Odile','d3b7e68cd4a0e83b38d3c3331b9bdb8c417af6712074ee2646564fca624d2c98','2026-11-22 04:54:04.110913',0);
INSERT INTO "participants" VALUES(61,5,3,'Nadia','a7c3fcbca5f0e440f1be7b76fa059257efab66da9f9696e9927e7e0280f468f8','2026-11-22 04:54:04.445705',0);
INSERT INTO "participants" VALUES(62,5,3,'Yann','e159dde9bd26b3e0bb0adaede330ab69fe02f1e3bd7ea86446706b44e4b5945f','2026-11-22 04:54:04.448084',0);
INSERT INTO "participants" VALUES(63,5,3,'Solène','6426b2b6b329574f02c65a85d966b8d51618d38040dd1bef547162d0f2d72480','2026-11-22 04:54:04.450446',0);
INSERT INTO "participants" VALUES(64,5,3,'Karim','98fc6b430d1b1fa794911620f4c666188818b2419427706a8d127928d60df4b6','2026-11-22 04:54:04.452413',0);
INSERT INTO "participants" VALUES(65,5,3,'Brigitte','2030a02164790eeefb6f06b224aad2a126be5970ba1738698595ad0f2c6fa6f4','2026-11-22 04:54:04.454792',0);
INSERT INTO "participants" VALUES(66,5,3,'Thomas','87e973cf0b350a62623cfefae16a1ac9d2b6c06cefeb982734f117d6ca1c6c5f','2026-11-22 04:54:04.456734',0);
INSERT INTO "participants" VALUES(67,5,3,'Aminata','62eee4f37fb6e69dd19e3a7979bfab2771e3625e51e36e9f55661ba0eac7b276','2026-11-22 04:54:04.460494',0);
INSERT INTO "participants" VALUES(68,5,4,'Léo','3043a49bbed8a2765b748e55f32ac2a66375d9ff9dbbc2b06fadec3dd4c5262a','2026-11-22 04:54:04.464499',0);
INSERT INTO "participants" VALUES(69,5,4,'Inès','32a4e43b941e9707c04d3555dc4addaa30eafc5a0481ce668c6f301f3fc6f0b6','2026-11-22 04:54:04.466491',0);
INSERT INTO "participants" VALUES(70,5,4,'Paul','56de6f5c773136dbdcca8aaf639de843cc91ba7e2817d715e5fd9a8a9459e08d','2026-11-22 04:54:04.469578',0);
INSERT INTO "participants" VALUES(71,5,4,'Marion','3adfd4efb231d3d313debaec64166cc9b3d5f7a19a671cdaeae8ebc73817fdc1','2026-11-22 04:54:04.471608',0);
INSERT INTO "participants" VALUES(72,5,4,'Hugo','03bf5e894dd85b9870c5ec461f21969b548dc8276c25418743e3574a6c17a849','2026-11-22 04:54:04.478508',0);
INSERT INTO "participants" VALUES(73,5,4,'Clara','afe0f618b06e03b87fec4383e6e1d2c8427e983cc114037449e9e4b53a572ac6','2026-11-22 04:54:04.494197',0);
INSERT INTO "participants" VALUES(74,5,4,'Sékou','04f8c36815b0db2a4dc19425904a965cacaea2a28ff71c2e52ac317e2c9b5f08','2026-11-22 04:54:04.497014',0);
INSERT INTO "participants" VALUES(75,5,4,'Manon','0f7f48ee377c5da98b99ed776601590b7c287067cd976b4f3188e8d2057aea54','2026-11-22 04:54:04.499529',0);
INSERT INTO "participants" VALUES(76,5,4,'Victor','05a34fdb158e13e078c21cf6b0c0ed2376506abb2faecd6d3d1f67458af49e14','2026-11-22 04:54:04.501927',0);
INSERT INTO "participants" VALUES(77,5,5,'Françoise','57bc34c713e97f2d709a5760b724e21a83e74913f154e023f3983f322adee5e1','2026-11-22 04:54:04.505091',0);
INSERT INTO "participants" VALUES(78,5,5,'Denis','f69dec643176d79a296ea20282d20c9a2b6789c79b834ca4fca04dafba307852','2026-11-22 04:54:04.508363',0);
INSERT INTO "participants" VALUES(79,5,5,'Awa','ac13c77b11e98e9b4293ef44ce97ee9443fddf3ec8ba8125c3b7ecafeceb9989','2026-11-22 04:54:04.510690',0);
INSERT INTO "participants" VALUES(80,5,5,'Gilles','eb08d669ca2ad8abe0cd83035ce1bedfe0e4c3cd9ddee8de3ca979d780fc1e39','2026-11-22 04:54:04.513588',0);
INSERT INTO "participants" VALUES(81,5,5,'Hélène','ea8df8a7d857cde29adfa273c9069fcf36577516fa9670210cec715726810d0f','2026-11-22 04:54:04.515960',0);
INSERT INTO "participants" VALUES(82,5,6,'Sylvie','d716829b74b102ef5b3a70a4eb238760b8950076e4c4c7636f1963d14ef9b1ab','2026-11-22 04:54:04.518298',0);
INSERT INTO "participants" VALUES(83,5,6,'Rachid','d4ddb97a7a05b9bd565016407310e93a4c7f96e7ad60223a51a92954952cfd89','2026-11-22 04:54:04.522030',0);
INSERT INTO "participants" VALUES(84,5,6,'Odile','fb3e7c1842634f7ce9b15871ee5ab2699040a71c1921326a8ed5cf9a39314a42','2026-11-22 04:54:04.523973',0);
INSERT INTO "participants" VALUES(85,6,3,'Nadia','a2f6b700bd022b11aeb6f3e65d0b54d40a38782396d34678ca4edcf1d13a3d99','2026-11-22 04:54:05.143110',0);
INSERT INTO "participants" VALUES(86,6,3,'Yann','244ec41a6c24064ba13f94f919cde88fc2c0382a56e46a46f1dddba2b13a3675','2026-11-22 04:54:05.144742',0);
INSERT INTO "participants" VALUES(87,6,3,'Solène','31349c7f1a177978299ac0b2fd1b08506a015e0c43fd11a822f57f20e8f8fa54','2026-11-22 04:54:05.146302',0);
INSERT INTO "participants" VALUES(88,6,3,'Karim','0481ee8a3d8e90de0d78bc996aac5a188e1a0f8fa7e21109389f1d6f8738fcd2','2026-11-22 04:54:05.153066',0);
INSERT INTO "participants" VALUES(89,6,3,'Brigitte','80fd7da7c968a2c0d2414739991416555f544562aded0d00346ba218a9bc1006','2026-11-22 04:54:05.155175',0);
INSERT INTO "participants" VALUES(90,6,3,'Thomas','34a213fc725cb131381db6033af143b00043e46efc26960d75b019caa2a9b788','2026-11-22 04:54:05.156839',0);
INSERT INTO "participants" VALUES(91,6,3,'Aminata','37afb119d53e086b8e96ac87a2a8fafecaeb0d0d3cb1c30b6220b6f0ea97dde5','2026-11-22 04:54:05.158520',0);
INSERT INTO "participants" VALUES(92,6,4,'Léo','49ad6d62e8e5e4430b9109031af37f836d295822c164e27b0a4978ba231ccf36','2026-11-22 04:54:05.159951',0);
INSERT INTO "participants" VALUES(93,6,4,'Inès','22245e52459865724f8735f8ff5a7b90e10d30c5f5476c13c1b257ee19b366ff','2026-11-22 04:54:05.161155',0);
INSERT INTO "participants" VALUES(94,6,4,'Paul','bdff14f6cb7a2ef6d98851227a779af10b6a756a8849899326c3b08b65f90f6c','2026-11-22 04:54:05.162400',0);
INSERT INTO "participants" VALUES(95,6,4,'Marion','ea4a1e30bdbe29e8215d3dd038cf87ec9523fe7e64a843c072640333b591b383','2026-11-22 04:54:05.163621',0);
INSERT INTO "participants" VALUES(96,6,4,'Hugo','886ef1e34052d0b8f3f70666500bf23f10576030a63b42237c4bbf640bb6e55d','2026-11-22 04:54:05.164761',0);
INSERT INTO "participants" VALUES(97,6,4,'Clara','573bf723b50d3b3ad6005140094437851392bd9485e242ab8f5fe4a2d866aede','2026-11-22 04:54:05.168772',0);
INSERT INTO "participants" VALUES(98,6,4,'Sékou','cde31fe16b2d800cd758de3011caff0cf8d2406143580abd939f3f570361b62a','2026-11-22 04:54:05.170260',0);
INSERT INTO "participants" VALUES(99,6,4,'Manon','267a0e103afbdbd41d34bb914833d76330b94ea37a8cccc82a047230c11ff485','2026-11-22 04:54:05.172542',0);
INSERT INTO "participants" VALUES(100,6,4,'Victor','a0e2ec806b54c5c9770317803b9a73889ebad322537017f17a9b064695dbf95b','2026-11-22 04:54:05.178793',0);
INSERT INTO "participants" VALUES(101,6,5,'Françoise','9ccd9e4d4df1aa35614bd5d6780514ab2c93b9574ed3cb2b0f8e610a1379be7d','2026-11-22 04:54:05.180297',0);
INSERT INTO "participants" VALUES(102,6,5,'Denis','e685a654a8c9f8b5177400b31792555a75f06afe778a2bf26d92ed11df4de70e','2026-11-22 04:54:05.181750',0);
INSERT INTO "participants" VALUES(103,6,5,'Awa','06253e2610190ddb347ce5d50f26f225859b211676956da1d860adc329bf914f','2026-11-22 04:54:05.182993',0);
INSERT INTO "participants" VALUES(104,6,5,'Gilles','8b935ecdfa81f95a9b723ad29b8dc2bf053f2c1ecba675ed2eeb3a95279b7441','2026-11-22 04:54:05.184141',0);
INSERT INTO "participants" VALUES(105,6,5,'Hélène','4bfccad7b7b6b6ffa02a72607e94cf713d65ac349d4d83eb90a7d228c433c646','2026-11-22 04:54:05.185256',0);
INSERT INTO "participants" VALUES(106,6,6,'Sylvie','15042bb26f5656b6add6fa744c2e149088bd4ab3d0f6aa08f97d5b39605e86f6','2026-11-22 04:54:05.186656',0);
INSERT INTO "participants" VALUES(107,6,6,'Rachid','87546d129d4590613228b85e70126749b71a25fdb45e9f20fd758b81adb45d59','2026-11-22 04:54:05.187771',0);
INSERT INTO "participants" VALUES(108,6,6,'Odile','3fc91a77510efda0162da7c8335199059d964e5540125de45a242a77b0e0fbc9','2026-11-22 04:54:05.188863',0);
INSERT INTO "participants" VALUES(109,7,3,'Nadia','f92206f2a7442573830e44ec7e9026bce88a489a4ae789f58f21f3aeb57ed42d','2026-11-22 04:54:05.801136',0);
INSERT INTO "participants" VALUES(110,7,3,'Yann','8d22d49bfcf19d8bc632662d886519b1146a260b36a3a55c593dd70111bb8da6','2026-11-22 04:54:05.805000',0);
INSERT INTO "participants" VALUES(111,7,3,'Solène','6a1668c5dc3e2fa85f5327b78985b9d256842f0c45e33a6555409f075a4a4f3d','2026-11-22 04:54:05.811740',0);
INSERT INTO "participants" VALUES(112,7,3,'Karim','7e981c3cc8f879793673d1c306266f5570abb4fe1ff5157b2b4cd64785c7e0bf','2026-11-22 04:54:05.822632',0);
INSERT INTO "participants" VALUES(113,7,3,'Brigitte','8714aa4d4aa58670d458f357f9866789f1cb6e686ed89e98ea70097b88fe8bfc','2026-11-22 04:54:05.824992',0);
INSERT INTO "participants" VALUES(114,7,3,'Thomas','d86f2bc9828993783ea5970f3d670960d6f77c2914ccd9af4f5f1e86aafee2d5','2026-11-22 04:54:05.830054',0);
INSERT INTO "participants" VALUES(115,7,3,'Aminata','d30e666b41ffbc01729f32068a601a5f77f9edf55630e80d7bff833515792309','2026-11-22 04:54:05.832246',0);
INSERT INTO "participants" VALUES(116,7,4,'Léo','34b7a6e4c60ea30914e35181d79f7d48d61a05f0fb18e730e9ad14c0bc346f67','2026-11-22 04:54:05.835644',0);
INSERT INTO "participants" VALUES(117,7,4,'Inès','2cb8724fe5e6e393f0aabcacc71412c5ce62924d882eedebd26f0d9a38fd95ba','2026-11-22 04:54:05.838146',0);
INSERT INTO "participants" VALUES(118,7,4,'Paul','b82ddb3b89afff6d8ff3086ba346414b5ed009d06a94c167f14cb18eafb6208c','2026-11-22 04:54:05.841552',0);
INSERT INTO "participants" VALUES(119,7,4,'Marion','b35068b2c64090ddcb625b2a01d64f9a50c8e0e1c21870f54ba50f8594ceb149','2026-11-22 04:54:05.844819',0);
INSERT INTO "participants" VALUES(120,7,4,'Hugo','53bbdad562b45185f7a7ca5a4d75b1acd514fe25fcbcedb832d97cd82cdf1233','2026-11-22 04:54:05.846828',0);
INSERT INTO "participants" VALUES(121,7,4,'Clara','2f76fd805549e037e9f486e640fb7160be08a62cdd793143b03c3ab0c48f775d','2026-11-22 04:54:05.848560',0);
INSERT INTO "participants" VALUES(122,7,4,'Sékou','31ae15885f8f4e98144acc420af3f5559340517c672bf031934430492c17e59d','2026-11-22 04:54:05.851990',0);
INSERT INTO "participants" VALUES(123,7,4,'Manon','1922ffafbba49d49a4f45d6bd75e13eba405cfe119836529e3fc1e4b6a6c7342','2026-11-22 04:54:05.853834',0);
INSERT INTO "participants" VALUES(124,7,4,'Victor','ecaa094eb66a613f4f54c66f05ffb6828e91c57846b2df58cbaa5d4e6223f769','2026-11-22 04:54:05.855514',0);
INSERT INTO "participants" VALUES(125,7,5,'Françoise','4102eea00fedda7323d84e200a2d21b3aaaa2b69e4d4f1c0ff590a3738432b1e','2026-11-22 04:54:05.857169',0);
INSERT INTO "participants" VALUES(126,7,5,'Denis','62a8cd6fbf0d34d7e97835624877951b6fb8f0d22801d1b246bd6448df4f1131','2026-11-22 04:54:05.861557',0);
INSERT INTO "participants" VALUES(127,7,5,'Awa','aea4a76784a5a5b6ef8671bea168e345830ec4f6ee86b4522864dfc9e29c5b68','2026-11-22 04:54:05.863501',0);
INSERT INTO "participants" VALUES(128,7,5,'Gilles','25a7e5b3b3680099f3d40e3ee229d46642c02911288e6a5d479dfed703a0b2fc','2026-11-22 04:54:05.867491',0);
INSERT INTO "participants" VALUES(129,7,5,'Hélène','29d98e9a99ef7980b5025e3d398e8720b486a5ba9f1ae49fdd61d6fc5b0624b3','2026-11-22 04:54:05.869744',0);
INSERT INTO "participants" VALUES(130,7,6,'Sylvie','8aac157c1c364a601a3032979e5b59332115c8947dc6590bc2f7626fc2700e80','2026-11-22 04:54:05.871742',0);
INSERT INTO "participants" VALUES(131,7,6,'Rachid','56e7da47b3c01202c1176d83945fc72aea2459053290e2a320fa0dc1fdfab32b','2026-11-22 04:54:05.875037',0);
INSERT INTO "participants" VALUES(132,7,6,'Odile','1ece147122c248e593b484826827d236e1101eada4734013312245790d3a2225','2026-11-22 04:54:05.877035',0);
INSERT INTO "participants" VALUES(133,8,7,'Prénom-0-de-quelqu’un','cdf2f63d618fda93d89cafc7569674d8f197d5aacea06042c49395f0e0fc1c9d','2026-11-22 04:54:06.604436',0);
INSERT INTO "participants" VALUES(134,8,8,'Prénom-1-de-quelqu’un','56de1d2a4ecaa8eda0aecfdfb934d29d25dfc9fa5f4d0aaa9223eb703711f4d9','2026-11-22 04:54:06.607802',0);
INSERT INTO "participants" VALUES(135,8,7,'Prénom-2-de-quelqu’un','2af4181580d6111399d0890b35595a55c70258b59ceae783ab945e0285dfc464','2026-11-22 04:54:06.624116',0);
INSERT INTO "participants" VALUES(136,8,8,'Prénom-3-de-quelqu’un','cb8e17f1846a1734ab506a7d06b7edc841a1911bcfca723abedb7a34558b4e02','2026-11-22 04:54:06.633268',0);
INSERT INTO "participants" VALUES(137,8,7,'Prénom-4-de-quelqu’un','86293e8a9b8ae3f9b3cf5a9f0b51173e7bc686533e491d36e10aa4cb6c058824','2026-11-22 04:54:06.642378',0);
INSERT INTO "participants" VALUES(138,8,8,'Prénom-5-de-quelqu’un','7dbcc23d22fca6a5aa7d7c074656b4f41f1a03463a10a7b2bd5e99eb16d88871','2026-11-22 04:54:06.645804',0);
INSERT INTO "participants" VALUES(139,8,7,'Prénom-6-de-quelqu’un','25bdc2115d244bb009c91ba48c7a9112f8568c28c8e61674710f5bea40598c4a','2026-11-22 04:54:06.653894',0);
INSERT INTO "participants" VALUES(140,8,8,'Prénom-7-de-quelqu’un','5d3de3530b3835de4f812ed20e058f70ae91b31b74124870e835290c00b37fc5','2026-11-22 04:54:06.663705',0);
INSERT INTO "participants" VALUES(141,8,7,'Prénom-8-de-quelqu’un','2f573a1642b82db703946605031ea9b7ab1fb150dc5aa0bd075b6eb74f756a3c','2026-11-22 04:54:06.667222',0);
INSERT INTO "participants" VALUES(142,8,8,'Prénom-9-de-quelqu’un','1ea1651bfa4e65069f80723764b2011ea1aa7ab87afe3fc212eefc264773c202','2026-11-22 04:54:06.683882',0);
INSERT INTO "participants" VALUES(143,8,7,'Prénom-10-de-quelqu’un','b6c27696f3e451f519ad0e9d0d9de531c0ef8c067b9d5d0247000239a3b2b99d','2026-11-22 04:54:06.691373',0);
INSERT INTO "participants" VALUES(145,8,8,'','nobody 27f9cc4c4818b0586062fb94e6c1e375','2026-11-22 04:54:06.586159',1);
CREATE TABLE persona_votes (
	lab_id INTEGER NOT NULL, 
	persona_id INTEGER NOT NULL, 
	pain_point_id INTEGER NOT NULL, 
	votes INTEGER NOT NULL, 
	CONSTRAINT pk_persona_votes PRIMARY KEY (lab_id, persona_id, pain_point_id), 
	CONSTRAINT fk_persona_votes_lab_id_pain_point_id_pain_points FOREIGN KEY(lab_id, pain_point_id) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT fk_persona_votes_lab_id_results FOREIGN KEY(lab_id) REFERENCES results (lab_id) ON DELETE CASCADE, 
	CONSTRAINT fk_persona_votes_persona_id_personas FOREIGN KEY(persona_id) REFERENCES personas (id)
);
INSERT INTO "persona_votes" VALUES(1,1,1,6);
INSERT INTO "persona_votes" VALUES(1,1,2,0);
INSERT INTO "persona_votes" VALUES(1,1,3,2);
INSERT INTO "persona_votes" VALUES(1,1,4,2);
INSERT INTO "persona_votes" VALUES(1,1,5,2);
INSERT INTO "persona_votes" VALUES(1,2,1,0);
INSERT INTO "persona_votes" VALUES(1,2,2,6);
INSERT INTO "persona_votes" VALUES(1,2,3,2);
INSERT INTO "persona_votes" VALUES(1,2,4,2);
INSERT INTO "persona_votes" VALUES(1,2,5,2);
INSERT INTO "persona_votes" VALUES(5,3,35,0);
INSERT INTO "persona_votes" VALUES(5,3,36,0);
INSERT INTO "persona_votes" VALUES(5,3,37,0);
INSERT INTO "persona_votes" VALUES(5,3,38,2);
INSERT INTO "persona_votes" VALUES(5,3,39,0);
INSERT INTO "persona_votes" VALUES(5,3,41,3);
INSERT INTO "persona_votes" VALUES(5,3,42,6);
INSERT INTO "persona_votes" VALUES(5,3,43,2);
INSERT INTO "persona_votes" VALUES(5,3,44,1);
INSERT INTO "persona_votes" VALUES(5,3,45,0);
INSERT INTO "persona_votes" VALUES(5,3,46,0);
INSERT INTO "persona_votes" VALUES(5,3,47,0);
INSERT INTO "persona_votes" VALUES(5,3,48,0);
INSERT INTO "persona_votes" VALUES(5,4,35,3);
INSERT INTO "persona_votes" VALUES(5,4,36,2);
INSERT INTO "persona_votes" VALUES(5,4,37,2);
INSERT INTO "persona_votes" VALUES(5,4,38,8);
INSERT INTO "persona_votes" VALUES(5,4,39,2);
INSERT INTO "persona_votes" VALUES(5,4,41,0);
INSERT INTO "persona_votes" VALUES(5,4,42,1);
INSERT INTO "persona_votes" VALUES(5,4,43,0);
INSERT INTO "persona_votes" VALUES(5,4,44,0);
INSERT INTO "persona_votes" VALUES(5,4,45,0);
INSERT INTO "persona_votes" VALUES(5,4,46,0);
INSERT INTO "persona_votes" VALUES(5,4,47,0);
INSERT INTO "persona_votes" VALUES(5,4,48,0);
INSERT INTO "persona_votes" VALUES(6,3,49,0);
INSERT INTO "persona_votes" VALUES(6,3,50,0);
INSERT INTO "persona_votes" VALUES(6,3,51,0);
INSERT INTO "persona_votes" VALUES(6,3,52,2);
INSERT INTO "persona_votes" VALUES(6,3,53,0);
INSERT INTO "persona_votes" VALUES(6,3,55,3);
INSERT INTO "persona_votes" VALUES(6,3,56,6);
INSERT INTO "persona_votes" VALUES(6,3,57,2);
INSERT INTO "persona_votes" VALUES(6,3,58,1);
INSERT INTO "persona_votes" VALUES(6,3,59,0);
INSERT INTO "persona_votes" VALUES(6,3,60,0);
INSERT INTO "persona_votes" VALUES(6,3,61,0);
INSERT INTO "persona_votes" VALUES(6,3,62,0);
INSERT INTO "persona_votes" VALUES(6,4,49,3);
INSERT INTO "persona_votes" VALUES(6,4,50,2);
INSERT INTO "persona_votes" VALUES(6,4,51,2);
INSERT INTO "persona_votes" VALUES(6,4,52,8);
INSERT INTO "persona_votes" VALUES(6,4,53,2);
INSERT INTO "persona_votes" VALUES(6,4,55,0);
INSERT INTO "persona_votes" VALUES(6,4,56,1);
INSERT INTO "persona_votes" VALUES(6,4,57,0);
INSERT INTO "persona_votes" VALUES(6,4,58,0);
INSERT INTO "persona_votes" VALUES(6,4,59,0);
INSERT INTO "persona_votes" VALUES(6,4,60,0);
INSERT INTO "persona_votes" VALUES(6,4,61,0);
INSERT INTO "persona_votes" VALUES(6,4,62,0);
INSERT INTO "persona_votes" VALUES(7,3,64,0);
INSERT INTO "persona_votes" VALUES(7,3,65,0);
INSERT INTO "persona_votes" VALUES(7,3,66,2);
INSERT INTO "persona_votes" VALUES(7,3,67,0);
INSERT INTO "persona_votes" VALUES(7,3,69,3);
INSERT INTO "persona_votes" VALUES(7,3,70,6);
INSERT INTO "persona_votes" VALUES(7,3,71,2);
INSERT INTO "persona_votes" VALUES(7,3,72,1);
INSERT INTO "persona_votes" VALUES(7,3,73,0);
INSERT INTO "persona_votes" VALUES(7,3,74,0);
INSERT INTO "persona_votes" VALUES(7,3,75,0);
INSERT INTO "persona_votes" VALUES(7,3,76,0);
INSERT INTO "persona_votes" VALUES(7,3,63,0);
INSERT INTO "persona_votes" VALUES(7,4,64,2);
INSERT INTO "persona_votes" VALUES(7,4,65,2);
INSERT INTO "persona_votes" VALUES(7,4,66,8);
INSERT INTO "persona_votes" VALUES(7,4,67,2);
INSERT INTO "persona_votes" VALUES(7,4,69,0);
INSERT INTO "persona_votes" VALUES(7,4,70,1);
INSERT INTO "persona_votes" VALUES(7,4,71,0);
INSERT INTO "persona_votes" VALUES(7,4,72,0);
INSERT INTO "persona_votes" VALUES(7,4,73,0);
INSERT INTO "persona_votes" VALUES(7,4,74,0);
INSERT INTO "persona_votes" VALUES(7,4,75,0);
INSERT INTO "persona_votes" VALUES(7,4,76,0);
INSERT INTO "persona_votes" VALUES(7,4,63,3);
INSERT INTO "persona_votes" VALUES(8,8,77,0);
INSERT INTO "persona_votes" VALUES(8,8,78,6);
INSERT INTO "persona_votes" VALUES(8,8,79,2);
INSERT INTO "persona_votes" VALUES(8,8,80,2);
INSERT INTO "persona_votes" VALUES(8,8,81,2);
INSERT INTO "persona_votes" VALUES(8,7,77,6);
INSERT INTO "persona_votes" VALUES(8,7,78,0);
INSERT INTO "persona_votes" VALUES(8,7,79,2);
INSERT INTO "persona_votes" VALUES(8,7,80,2);
INSERT INTO "persona_votes" VALUES(8,7,81,2);
CREATE TABLE personas (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	position INTEGER NOT NULL, 
	retired BOOLEAN NOT NULL, 
	CONSTRAINT pk_personas PRIMARY KEY (id), 
	CONSTRAINT fk_personas_product_id_products FOREIGN KEY(product_id) REFERENCES products (id) ON DELETE CASCADE, 
	CONSTRAINT uq_personas_product_id_name UNIQUE (product_id, name)
);
INSERT INTO "personas" VALUES(1,1,'Instructeur·rice',1,0);
INSERT INTO "personas" VALUES(2,1,'Société de production',2,0);
INSERT INTO "personas" VALUES(3,2,'Instructeur·rice',1,0);
INSERT INTO "personas" VALUES(4,2,'Société de production',2,0);
INSERT INTO "personas" VALUES(5,2,'Membre de commission',3,0);
INSERT INTO "personas" VALUES(6,2,'Assistant·e médical·e',4,0);
INSERT INTO "personas" VALUES(7,3,'Instructeur·rice',1,0);
INSERT INTO "personas" VALUES(8,3,'Société de production',2,0);
CREATE TABLE photos (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	form_key VARCHAR(64) NOT NULL, 
	added_at DATETIME NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	jpeg BLOB NOT NULL, 
	removed BOOLEAN NOT NULL, 
	CONSTRAINT pk_photos PRIMARY KEY (id), 
	CONSTRAINT fk_photos_sheet_id_solution_sheets FOREIGN KEY(sheet_id) REFERENCES solution_sheets (id) ON DELETE CASCADE, 
	CONSTRAINT uq_photos_form_key UNIQUE (form_key)
);
INSERT INTO "photos" VALUES(1,5,'ef55e7136da7b57323b8e441018a8cd5b1b552cb3119c12c35cda75646954944','2026-11-22 04:54:04.841579',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(2,9,'9cba97fde053c36ecf534e68fc0eebebef7d127cc6be79aacfa6139544d1f900','2026-11-22 04:54:04.956458',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(3,12,'b7c3b593f533f57bc65e02d95f84c284a4aa90d83743b76ca74f2f06d80540c6','2026-11-22 04:54:05.343944',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(4,16,'ae7ed021fa86b092669183b8d53ad1010cc2a7afc275c621b878789db45f81d5','2026-11-22 04:54:05.455561',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(5,20,'9bb2df05abd1b0497c9bf86af15cc17764ce64223e999bbbc7a9a22829b2b789','2026-11-22 04:54:06.237840',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(6,24,'0a296bb7a71a358f45bc359180c6b9ecb472709bfc5de8dc5725bebdbccc1300','2026-11-22 04:54:06.361177',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(7,28,'c0fff158cf4cd5c4077480911b27b9f416814e21bd7efae856e201a9818ec8a3','2026-11-22 04:54:07.008043',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(8,29,'a9fe0af16bee0e69c613056bc2dda549a42d06ce030250fe3d47e2e3795ff196','2026-11-22 04:54:07.021414',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(9,30,'b4c8c64ba43c7a897aaffe4471b66477e9c96caacabf7cb3e518b575d0d538da','2026-11-22 04:54:07.065043',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
INSERT INTO "photos" VALUES(10,31,'2cc1f564f2c38cf9fba73ccd747ff5473ad7253d8e861fcd1d1c7e620f925db4','2026-11-22 04:54:07.073945',16,12,X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC0001108000C001003012200021101031101FFC400160001010100000000000000000000000000000607FFC4001B100002010500000000000000000000000000010511155492D1FFC4001501010100000000000000000000000000000607FFC4001C1100000701010000000000000000000000000102051791D15253FFDA000C03010002110311003F00CB2FB1F90B57C17D8FC85ABE11F4142A912347A2ECB02E939D38451E8FFFD9',0);
CREATE TABLE placements (
	lab_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	group_id INTEGER NOT NULL, 
	reason VARCHAR(20) NOT NULL, 
	by_hand BOOLEAN NOT NULL, 
	CONSTRAINT pk_placements PRIMARY KEY (lab_id, round, participant_id), 
	CONSTRAINT fk_placements_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_placements_lab_id_round_group_id_working_groups FOREIGN KEY(lab_id, round, group_id) REFERENCES working_groups (lab_id, round, id) ON DELETE CASCADE
);
INSERT INTO "placements" VALUES(5,1,61,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,62,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,63,7,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,64,8,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,65,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,66,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,67,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,68,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,69,7,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,70,8,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,71,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,72,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,73,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,74,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,75,7,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,76,8,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,77,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,78,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,79,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,80,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,81,7,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,82,8,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,83,5,'wish_1',0);
INSERT INTO "placements" VALUES(5,1,84,6,'wish_1',0);
INSERT INTO "placements" VALUES(5,2,61,10,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,62,9,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,63,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,64,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,65,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,66,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,67,10,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,68,9,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,69,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,70,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,71,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,72,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,73,10,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,74,9,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,75,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,76,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,77,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,78,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,79,10,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,80,9,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,81,12,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,82,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,83,11,'wish_2',0);
INSERT INTO "placements" VALUES(5,2,84,12,'wish_2',0);
INSERT INTO "placements" VALUES(6,1,85,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,86,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,87,15,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,88,16,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,89,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,90,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,91,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,92,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,93,15,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,94,16,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,95,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,96,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,97,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,98,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,99,15,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,100,16,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,101,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,102,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,103,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,104,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,105,15,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,106,16,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,107,13,'wish_1',0);
INSERT INTO "placements" VALUES(6,1,108,14,'wish_1',0);
INSERT INTO "placements" VALUES(6,2,85,18,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,86,17,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,87,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,88,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,89,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,90,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,91,18,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,92,17,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,93,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,94,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,95,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,96,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,97,18,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,98,17,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,99,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,100,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,101,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,102,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,103,18,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,104,17,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,105,20,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,106,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,107,19,'wish_2',0);
INSERT INTO "placements" VALUES(6,2,108,20,'wish_2',0);
INSERT INTO "placements" VALUES(7,1,109,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,110,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,111,23,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,112,24,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,113,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,114,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,115,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,116,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,117,23,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,118,24,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,119,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,120,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,121,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,122,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,123,23,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,124,24,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,125,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,126,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,127,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,128,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,129,23,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,130,24,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,131,21,'wish_1',0);
INSERT INTO "placements" VALUES(7,1,132,22,'wish_1',0);
INSERT INTO "placements" VALUES(7,2,109,26,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,110,25,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,111,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,112,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,113,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,114,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,115,26,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,116,25,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,117,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,118,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,119,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,120,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,121,26,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,122,25,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,123,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,124,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,125,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,126,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,127,26,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,128,25,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,129,28,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,130,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,131,27,'wish_2',0);
INSERT INTO "placements" VALUES(7,2,132,28,'wish_2',0);
INSERT INTO "placements" VALUES(8,1,133,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,134,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,135,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,136,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,137,30,'wish_2',0);
INSERT INTO "placements" VALUES(8,1,138,30,'wish_2',0);
INSERT INTO "placements" VALUES(8,1,139,30,'wish_2',0);
INSERT INTO "placements" VALUES(8,1,140,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,141,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,142,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,1,143,29,'wish_1',0);
INSERT INTO "placements" VALUES(8,2,133,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,134,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,135,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,136,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,137,31,'wish_1',0);
INSERT INTO "placements" VALUES(8,2,138,31,'wish_1',0);
INSERT INTO "placements" VALUES(8,2,139,31,'wish_1',0);
INSERT INTO "placements" VALUES(8,2,140,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,141,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,142,32,'wish_2',0);
INSERT INTO "placements" VALUES(8,2,143,32,'wish_2',0);
CREATE TABLE products (
	id INTEGER NOT NULL, 
	slug VARCHAR(80) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	purpose TEXT NOT NULL, 
	CONSTRAINT pk_products PRIMARY KEY (id), 
	CONSTRAINT uq_products_slug UNIQUE (slug)
);
INSERT INTO "products" VALUES(1,'purged','Démarches','Simplifier');
INSERT INTO "products" VALUES(2,'enfants-du-spectacle','Enfants du spectacle','Simplifier les demandes d''autorisation de travail des moins de 16 ans dans le spectacle, et mieux les protéger.');
INSERT INTO "products" VALUES(3,'demarches','Démarches','Simplifier');
CREATE TABLE ranked_pain_points (
	lab_id INTEGER NOT NULL, 
	pain_point_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	votes INTEGER NOT NULL, 
	CONSTRAINT pk_ranked_pain_points PRIMARY KEY (lab_id, pain_point_id), 
	CONSTRAINT fk_ranked_pain_points_lab_id_pain_point_id_pain_points FOREIGN KEY(lab_id, pain_point_id) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT fk_ranked_pain_points_lab_id_results FOREIGN KEY(lab_id) REFERENCES results (lab_id) ON DELETE CASCADE
);
INSERT INTO "ranked_pain_points" VALUES(1,1,1,6);
INSERT INTO "ranked_pain_points" VALUES(1,2,1,6);
INSERT INTO "ranked_pain_points" VALUES(1,3,3,4);
INSERT INTO "ranked_pain_points" VALUES(1,4,3,4);
INSERT INTO "ranked_pain_points" VALUES(1,5,3,4);
INSERT INTO "ranked_pain_points" VALUES(5,38,1,12);
INSERT INTO "ranked_pain_points" VALUES(5,42,2,8);
INSERT INTO "ranked_pain_points" VALUES(5,41,3,5);
INSERT INTO "ranked_pain_points" VALUES(5,46,3,5);
INSERT INTO "ranked_pain_points" VALUES(5,35,5,3);
INSERT INTO "ranked_pain_points" VALUES(5,45,5,3);
INSERT INTO "ranked_pain_points" VALUES(5,47,5,3);
INSERT INTO "ranked_pain_points" VALUES(5,36,8,2);
INSERT INTO "ranked_pain_points" VALUES(5,37,8,2);
INSERT INTO "ranked_pain_points" VALUES(5,39,8,2);
INSERT INTO "ranked_pain_points" VALUES(5,43,8,2);
INSERT INTO "ranked_pain_points" VALUES(5,44,12,1);
INSERT INTO "ranked_pain_points" VALUES(5,48,13,0);
INSERT INTO "ranked_pain_points" VALUES(6,52,1,12);
INSERT INTO "ranked_pain_points" VALUES(6,56,2,8);
INSERT INTO "ranked_pain_points" VALUES(6,55,3,5);
INSERT INTO "ranked_pain_points" VALUES(6,60,3,5);
INSERT INTO "ranked_pain_points" VALUES(6,49,5,3);
INSERT INTO "ranked_pain_points" VALUES(6,59,5,3);
INSERT INTO "ranked_pain_points" VALUES(6,61,5,3);
INSERT INTO "ranked_pain_points" VALUES(6,50,8,2);
INSERT INTO "ranked_pain_points" VALUES(6,51,8,2);
INSERT INTO "ranked_pain_points" VALUES(6,53,8,2);
INSERT INTO "ranked_pain_points" VALUES(6,57,8,2);
INSERT INTO "ranked_pain_points" VALUES(6,58,12,1);
INSERT INTO "ranked_pain_points" VALUES(6,62,13,0);
INSERT INTO "ranked_pain_points" VALUES(7,66,1,12);
INSERT INTO "ranked_pain_points" VALUES(7,70,2,8);
INSERT INTO "ranked_pain_points" VALUES(7,69,3,5);
INSERT INTO "ranked_pain_points" VALUES(7,74,3,5);
INSERT INTO "ranked_pain_points" VALUES(7,63,5,3);
INSERT INTO "ranked_pain_points" VALUES(7,73,5,3);
INSERT INTO "ranked_pain_points" VALUES(7,75,5,3);
INSERT INTO "ranked_pain_points" VALUES(7,64,8,2);
INSERT INTO "ranked_pain_points" VALUES(7,65,8,2);
INSERT INTO "ranked_pain_points" VALUES(7,67,8,2);
INSERT INTO "ranked_pain_points" VALUES(7,71,8,2);
INSERT INTO "ranked_pain_points" VALUES(7,72,12,1);
INSERT INTO "ranked_pain_points" VALUES(7,76,13,0);
INSERT INTO "ranked_pain_points" VALUES(8,77,1,6);
INSERT INTO "ranked_pain_points" VALUES(8,78,1,6);
INSERT INTO "ranked_pain_points" VALUES(8,79,3,4);
INSERT INTO "ranked_pain_points" VALUES(8,80,3,4);
INSERT INTO "ranked_pain_points" VALUES(8,81,3,4);
CREATE TABLE remarks (
	lab_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	text VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_remarks PRIMARY KEY (lab_id, participant_id, sheet_id), 
	CONSTRAINT ck_remarks_text CHECK (length(text) BETWEEN 1 AND 200), 
	CONSTRAINT fk_remarks_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_remarks_lab_id_sheet_id_solution_sheets FOREIGN KEY(lab_id, sheet_id) REFERENCES solution_sheets (lab_id, id) ON DELETE CASCADE
);
INSERT INTO "remarks" VALUES(6,85,16,'Je peux tester la maquette sur mon prochain tournage.');
INSERT INTO "remarks" VALUES(6,86,17,'Pensez aux familles qui n''ont qu''un téléphone.');
INSERT INTO "remarks" VALUES(6,87,14,'Notre région est volontaire pour les cinq premiers cas.');
INSERT INTO "remarks" VALUES(7,109,24,'Je peux tester la maquette sur mon prochain tournage.');
INSERT INTO "remarks" VALUES(7,110,25,'Pensez aux familles qui n''ont qu''un téléphone.');
INSERT INTO "remarks" VALUES(7,111,22,'Notre région est volontaire pour les cinq premiers cas.');
INSERT INTO "remarks" VALUES(8,133,28,'Remarque-0-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,134,28,'Remarque-1-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,135,28,'Remarque-2-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,136,28,'Remarque-3-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,137,28,'Remarque-4-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,138,28,'Remarque-5-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,139,28,'Remarque-6-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,140,28,'Remarque-7-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,141,28,'Remarque-8-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,142,28,'Remarque-9-de-quelqu’un');
INSERT INTO "remarks" VALUES(8,143,28,'Remarque-10-de-quelqu’un');
CREATE TABLE results (
	lab_id INTEGER NOT NULL, 
	closed_at DATETIME NOT NULL, 
	people INTEGER NOT NULL, 
	ballots INTEGER NOT NULL, 
	waiting INTEGER NOT NULL, 
	topics_chosen BOOLEAN NOT NULL, 
	CONSTRAINT pk_results PRIMARY KEY (lab_id), 
	CONSTRAINT ck_results_at_most_one_ballot_each CHECK (ballots + waiting <= people), 
	CONSTRAINT fk_results_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE
);
INSERT INTO "results" VALUES(1,'2026-11-22 04:54:02.310482',12,12,0,1);
INSERT INTO "results" VALUES(5,'2026-11-22 04:54:04.623407',24,24,0,1);
INSERT INTO "results" VALUES(6,'2026-11-22 04:54:05.243011',24,24,0,1);
INSERT INTO "results" VALUES(7,'2026-11-22 04:54:06.085259',24,24,0,1);
INSERT INTO "results" VALUES(8,'2026-11-22 04:54:06.916180',12,12,0,1);
CREATE TABLE retired_codes (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	why VARCHAR(20) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_retired_codes PRIMARY KEY (id), 
	CONSTRAINT ck_retired_codes_why CHECK (why IN ('set_aside', 'reissued')), 
	CONSTRAINT fk_retired_codes_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT uq_retired_codes_code_hash UNIQUE (code_hash)
);
INSERT INTO "retired_codes" VALUES(1,8,'of nobody any more','set_aside','Parti-avant-de-quelqu’un');
CREATE TABLE sheet_personas (
	sheet_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	persona_id INTEGER NOT NULL, 
	CONSTRAINT pk_sheet_personas PRIMARY KEY (sheet_id, number, persona_id), 
	CONSTRAINT fk_sheet_personas_persona_id_personas FOREIGN KEY(persona_id) REFERENCES personas (id), 
	CONSTRAINT fk_sheet_personas_sheet_id_number_sheet_versions FOREIGN KEY(sheet_id, number) REFERENCES sheet_versions (sheet_id, number) ON DELETE CASCADE
);
INSERT INTO "sheet_personas" VALUES(5,1,3);
INSERT INTO "sheet_personas" VALUES(5,1,4);
INSERT INTO "sheet_personas" VALUES(6,1,3);
INSERT INTO "sheet_personas" VALUES(6,1,4);
INSERT INTO "sheet_personas" VALUES(7,1,3);
INSERT INTO "sheet_personas" VALUES(7,1,4);
INSERT INTO "sheet_personas" VALUES(7,1,5);
INSERT INTO "sheet_personas" VALUES(8,1,5);
INSERT INTO "sheet_personas" VALUES(9,1,3);
INSERT INTO "sheet_personas" VALUES(9,1,4);
INSERT INTO "sheet_personas" VALUES(9,2,3);
INSERT INTO "sheet_personas" VALUES(9,2,4);
INSERT INTO "sheet_personas" VALUES(9,2,6);
INSERT INTO "sheet_personas" VALUES(10,1,3);
INSERT INTO "sheet_personas" VALUES(10,1,4);
INSERT INTO "sheet_personas" VALUES(10,2,3);
INSERT INTO "sheet_personas" VALUES(10,2,4);
INSERT INTO "sheet_personas" VALUES(12,1,3);
INSERT INTO "sheet_personas" VALUES(12,1,4);
INSERT INTO "sheet_personas" VALUES(13,1,3);
INSERT INTO "sheet_personas" VALUES(13,1,4);
INSERT INTO "sheet_personas" VALUES(14,1,3);
INSERT INTO "sheet_personas" VALUES(14,1,4);
INSERT INTO "sheet_personas" VALUES(14,1,5);
INSERT INTO "sheet_personas" VALUES(15,1,5);
INSERT INTO "sheet_personas" VALUES(16,1,3);
INSERT INTO "sheet_personas" VALUES(16,1,4);
INSERT INTO "sheet_personas" VALUES(16,2,3);
INSERT INTO "sheet_personas" VALUES(16,2,4);
INSERT INTO "sheet_personas" VALUES(16,2,6);
INSERT INTO "sheet_personas" VALUES(17,1,3);
INSERT INTO "sheet_personas" VALUES(17,1,4);
INSERT INTO "sheet_personas" VALUES(17,2,3);
INSERT INTO "sheet_personas" VALUES(17,2,4);
INSERT INTO "sheet_personas" VALUES(18,1,3);
INSERT INTO "sheet_personas" VALUES(19,1,5);
INSERT INTO "sheet_personas" VALUES(19,1,6);
INSERT INTO "sheet_personas" VALUES(20,1,3);
INSERT INTO "sheet_personas" VALUES(20,1,4);
INSERT INTO "sheet_personas" VALUES(21,1,3);
INSERT INTO "sheet_personas" VALUES(21,1,4);
INSERT INTO "sheet_personas" VALUES(22,1,3);
INSERT INTO "sheet_personas" VALUES(22,1,4);
INSERT INTO "sheet_personas" VALUES(22,1,5);
INSERT INTO "sheet_personas" VALUES(23,1,5);
INSERT INTO "sheet_personas" VALUES(24,1,3);
INSERT INTO "sheet_personas" VALUES(24,1,4);
INSERT INTO "sheet_personas" VALUES(24,2,3);
INSERT INTO "sheet_personas" VALUES(24,2,4);
INSERT INTO "sheet_personas" VALUES(24,2,6);
INSERT INTO "sheet_personas" VALUES(25,1,3);
INSERT INTO "sheet_personas" VALUES(25,1,4);
INSERT INTO "sheet_personas" VALUES(25,2,3);
INSERT INTO "sheet_personas" VALUES(25,2,4);
INSERT INTO "sheet_personas" VALUES(26,1,3);
INSERT INTO "sheet_personas" VALUES(27,1,5);
INSERT INTO "sheet_personas" VALUES(27,1,6);
INSERT INTO "sheet_personas" VALUES(28,1,7);
INSERT INTO "sheet_personas" VALUES(29,1,7);
INSERT INTO "sheet_personas" VALUES(30,1,7);
INSERT INTO "sheet_personas" VALUES(31,1,7);
CREATE TABLE sheet_versions (
	sheet_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	participant_id INTEGER, 
	unsigned BOOLEAN NOT NULL, 
	saved_at DATETIME NOT NULL, 
	problem TEXT NOT NULL, 
	for_whom TEXT NOT NULL, 
	solution TEXT NOT NULL, 
	first_step TEXT NOT NULL, 
	gains TEXT NOT NULL, 
	risks TEXT NOT NULL, 
	spokesperson VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_sheet_versions PRIMARY KEY (sheet_id, number), 
	CONSTRAINT ck_sheet_versions_number CHECK (number >= 1), 
	CONSTRAINT fk_sheet_versions_participant_id_participants FOREIGN KEY(participant_id) REFERENCES participants (id) ON DELETE SET NULL, 
	CONSTRAINT fk_sheet_versions_sheet_id_solution_sheets FOREIGN KEY(sheet_id) REFERENCES solution_sheets (id) ON DELETE CASCADE
);
INSERT INTO "sheet_versions" VALUES(5,1,67,0,'2026-11-22 04:54:04.813968','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','Une page de suivi par dossier, avec cinq étapes claires (reçu, complet, instruit, en commission, décidé), la date de la prochaine commission et un message à chaque changement d''étape.','Afficher l''étape et la date de la prochaine commission dans le courriel d''accusé de réception.','Deux appels sur trois en moins ; des tournages mieux préparés.','Dépend du calendrier des commissions, qui n''est pas encore dans l''outil.','Inès');
INSERT INTO "sheet_versions" VALUES(6,1,78,0,'2026-11-22 04:54:04.848737','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','Une liste des pièces qui change selon le projet, vérifiée au moment du dépôt, avec un exemple pour chaque pièce.','Refuser le dépôt tant qu''une pièce obligatoire manque, en disant laquelle.','Des dossiers complets du premier coup ; un délai plus court d''une semaine.','Il faut s''accorder entre régions sur la liste des pièces.','Solène');
INSERT INTO "sheet_versions" VALUES(7,1,81,0,'2026-11-22 04:54:04.855378','La même demande est acceptée dans une région et refusée dans une autre.','','Une doctrine partagée, écrite à plusieurs : dix cas types, la décision et son motif, mis à jour après chaque commission.','Réunir trois régions pour écrire les cinq premiers cas types.','Une égalité de traitement que l''on peut montrer.','Demande du temps à chaque service, et une personne qui tient la doctrine à jour.','Awa');
INSERT INTO "sheet_versions" VALUES(8,1,64,0,'2026-11-22 04:54:04.862381','Les membres de la commission reçoivent les pièces la veille et découvrent les dossiers en séance.','','L''ordre du jour et une fiche d''une page par dossier, envoyés cinq jours avant ; chaque membre peut poser ses questions avant la séance.','Envoyer l''ordre du jour cinq jours avant, même incomplet.','Des séances plus courtes, des décisions mieux motivées.','','Gilles');
INSERT INTO "sheet_versions" VALUES(9,1,80,0,'2026-11-22 04:54:04.932849','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','Une page de suivi par dossier, avec cinq étapes claires (reçu, complet, instruit, en commission, décidé), la date de la prochaine commission et un message à chaque changement d''étape.','Afficher l''étape et la date de la prochaine commission dans le courriel d''accusé de réception.','Deux appels sur trois en moins ; des tournages mieux préparés.','Dépend du calendrier des commissions, qui n''est pas encore dans l''outil.','');
INSERT INTO "sheet_versions" VALUES(9,2,80,0,'2026-11-22 04:54:04.940220','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','La page de suivi montre aussi ce qu''il reste à fournir et par qui, et l''avis médical y apparaît dès qu''il est rendu.','Maquette papier testée avec trois sociétés de production d''ici quinze jours.','Deux appels sur trois en moins ; l''avis médical n''est plus perdu.','Donner un accès aux assistantes médicales.','Rachid');
INSERT INTO "sheet_versions" VALUES(10,1,67,0,'2026-11-22 04:54:04.961284','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','Une liste des pièces qui change selon le projet, vérifiée au moment du dépôt, avec un exemple pour chaque pièce.','Refuser le dépôt tant qu''une pièce obligatoire manque, en disant laquelle.','Des dossiers complets du premier coup ; un délai plus court d''une semaine.','Il faut s''accorder entre régions sur la liste des pièces.','');
INSERT INTO "sheet_versions" VALUES(10,2,67,0,'2026-11-22 04:54:04.967299','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','La liste des pièces se remplit à plusieurs : la production, l''agence et la famille déposent chacune les leurs.','Un lien de dépôt par pièce, envoyé à la bonne personne.','Moins de courriels ; chacun sait ce qu''on attend de lui.','Protéger les pièces d''identité des enfants.','Marion');
INSERT INTO "sheet_versions" VALUES(11,1,65,0,'2026-11-22 04:54:04.973472','Personne ne sait à qui poser une question de droit.','','','','','','');
INSERT INTO "sheet_versions" VALUES(12,1,91,0,'2026-11-22 04:54:05.327572','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','Une page de suivi par dossier, avec cinq étapes claires (reçu, complet, instruit, en commission, décidé), la date de la prochaine commission et un message à chaque changement d''étape.','Afficher l''étape et la date de la prochaine commission dans le courriel d''accusé de réception.','Deux appels sur trois en moins ; des tournages mieux préparés.','Dépend du calendrier des commissions, qui n''est pas encore dans l''outil.','Inès');
INSERT INTO "sheet_versions" VALUES(13,1,102,0,'2026-11-22 04:54:05.351095','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','Une liste des pièces qui change selon le projet, vérifiée au moment du dépôt, avec un exemple pour chaque pièce.','Refuser le dépôt tant qu''une pièce obligatoire manque, en disant laquelle.','Des dossiers complets du premier coup ; un délai plus court d''une semaine.','Il faut s''accorder entre régions sur la liste des pièces.','Solène');
INSERT INTO "sheet_versions" VALUES(14,1,105,0,'2026-11-22 04:54:05.359701','La même demande est acceptée dans une région et refusée dans une autre.','','Une doctrine partagée, écrite à plusieurs : dix cas types, la décision et son motif, mis à jour après chaque commission.','Réunir trois régions pour écrire les cinq premiers cas types.','Une égalité de traitement que l''on peut montrer.','Demande du temps à chaque service, et une personne qui tient la doctrine à jour.','Awa');
INSERT INTO "sheet_versions" VALUES(15,1,88,0,'2026-11-22 04:54:05.366994','Les membres de la commission reçoivent les pièces la veille et découvrent les dossiers en séance.','','L''ordre du jour et une fiche d''une page par dossier, envoyés cinq jours avant ; chaque membre peut poser ses questions avant la séance.','Envoyer l''ordre du jour cinq jours avant, même incomplet.','Des séances plus courtes, des décisions mieux motivées.','','Gilles');
INSERT INTO "sheet_versions" VALUES(16,1,104,0,'2026-11-22 04:54:05.432401','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','Une page de suivi par dossier, avec cinq étapes claires (reçu, complet, instruit, en commission, décidé), la date de la prochaine commission et un message à chaque changement d''étape.','Afficher l''étape et la date de la prochaine commission dans le courriel d''accusé de réception.','Deux appels sur trois en moins ; des tournages mieux préparés.','Dépend du calendrier des commissions, qui n''est pas encore dans l''outil.','');
INSERT INTO "sheet_versions" VALUES(16,2,104,0,'2026-11-22 04:54:05.438455','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','La page de suivi montre aussi ce qu''il reste à fournir et par qui, et l''avis médical y apparaît dès qu''il est rendu.','Maquette papier testée avec trois sociétés de production d''ici quinze jours.','Deux appels sur trois en moins ; l''avis médical n''est plus perdu.','Donner un accès aux assistantes médicales.','Rachid');
INSERT INTO "sheet_versions" VALUES(17,1,91,0,'2026-11-22 04:54:05.459913','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','Une liste des pièces qui change selon le projet, vérifiée au moment du dépôt, avec un exemple pour chaque pièce.','Refuser le dépôt tant qu''une pièce obligatoire manque, en disant laquelle.','Des dossiers complets du premier coup ; un délai plus court d''une semaine.','Il faut s''accorder entre régions sur la liste des pièces.','');
INSERT INTO "sheet_versions" VALUES(17,2,91,0,'2026-11-22 04:54:05.466907','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','La liste des pièces se remplit à plusieurs : la production, l''agence et la famille déposent chacune les leurs.','Un lien de dépôt par pièce, envoyé à la bonne personne.','Moins de courriels ; chacun sait ce qu''on attend de lui.','Protéger les pièces d''identité des enfants.','Marion');
INSERT INTO "sheet_versions" VALUES(18,1,89,0,'2026-11-22 04:54:05.476931','Personne ne sait à qui poser une question de droit.','','Une seule adresse pour les questions de droit, tenue à tour de rôle par trois régions, et les réponses rangées avec les cas types.','Ouvrir l''adresse avec deux volontaires.','Une réponse en deux jours, la même pour tous.','À tenir dans la durée.','Karim');
INSERT INTO "sheet_versions" VALUES(19,1,102,0,'2026-11-22 04:54:05.490589','Les horaires de travail à risque passent inaperçus dans le dossier.','','Un signal sur la fiche dès qu''un horaire dépasse les règles, avec la règle en clair.','Lister les six règles et les vérifier sur vingt dossiers passés.','Les enfants sont mieux protégés.','','Hélène');
INSERT INTO "sheet_versions" VALUES(20,1,115,0,'2026-11-22 04:54:06.221764','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','Une page de suivi par dossier, avec cinq étapes claires (reçu, complet, instruit, en commission, décidé), la date de la prochaine commission et un message à chaque changement d''étape.','Afficher l''étape et la date de la prochaine commission dans le courriel d''accusé de réception.','Deux appels sur trois en moins ; des tournages mieux préparés.','Dépend du calendrier des commissions, qui n''est pas encore dans l''outil.','Inès');
INSERT INTO "sheet_versions" VALUES(21,1,126,0,'2026-11-22 04:54:06.247270','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','Une liste des pièces qui change selon le projet, vérifiée au moment du dépôt, avec un exemple pour chaque pièce.','Refuser le dépôt tant qu''une pièce obligatoire manque, en disant laquelle.','Des dossiers complets du premier coup ; un délai plus court d''une semaine.','Il faut s''accorder entre régions sur la liste des pièces.','Solène');
INSERT INTO "sheet_versions" VALUES(22,1,129,0,'2026-11-22 04:54:06.254912','La même demande est acceptée dans une région et refusée dans une autre.','','Une doctrine partagée, écrite à plusieurs : dix cas types, la décision et son motif, mis à jour après chaque commission.','Réunir trois régions pour écrire les cinq premiers cas types.','Une égalité de traitement que l''on peut montrer.','Demande du temps à chaque service, et une personne qui tient la doctrine à jour.','Awa');
INSERT INTO "sheet_versions" VALUES(23,1,112,0,'2026-11-22 04:54:06.262519','Les membres de la commission reçoivent les pièces la veille et découvrent les dossiers en séance.','','L''ordre du jour et une fiche d''une page par dossier, envoyés cinq jours avant ; chaque membre peut poser ses questions avant la séance.','Envoyer l''ordre du jour cinq jours avant, même incomplet.','Des séances plus courtes, des décisions mieux motivées.','','Gilles');
INSERT INTO "sheet_versions" VALUES(24,1,128,0,'2026-11-22 04:54:06.337113','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','Une page de suivi par dossier, avec cinq étapes claires (reçu, complet, instruit, en commission, décidé), la date de la prochaine commission et un message à chaque changement d''étape.','Afficher l''étape et la date de la prochaine commission dans le courriel d''accusé de réception.','Deux appels sur trois en moins ; des tournages mieux préparés.','Dépend du calendrier des commissions, qui n''est pas encore dans l''outil.','');
INSERT INTO "sheet_versions" VALUES(24,2,128,0,'2026-11-22 04:54:06.343259','Entre le dépôt et la commission mensuelle, la société de production n''a aucune nouvelle : elle téléphone, et l''instructeur perd sa matinée.','','La page de suivi montre aussi ce qu''il reste à fournir et par qui, et l''avis médical y apparaît dès qu''il est rendu.','Maquette papier testée avec trois sociétés de production d''ici quinze jours.','Deux appels sur trois en moins ; l''avis médical n''est plus perdu.','Donner un accès aux assistantes médicales.','Rachid');
INSERT INTO "sheet_versions" VALUES(25,1,115,0,'2026-11-22 04:54:06.365303','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','Une liste des pièces qui change selon le projet, vérifiée au moment du dépôt, avec un exemple pour chaque pièce.','Refuser le dépôt tant qu''une pièce obligatoire manque, en disant laquelle.','Des dossiers complets du premier coup ; un délai plus court d''une semaine.','Il faut s''accorder entre régions sur la liste des pièces.','');
INSERT INTO "sheet_versions" VALUES(25,2,115,0,'2026-11-22 04:54:06.371657','Un dossier sur deux arrive incomplet, et chaque relance coûte une semaine.','','La liste des pièces se remplit à plusieurs : la production, l''agence et la famille déposent chacune les leurs.','Un lien de dépôt par pièce, envoyé à la bonne personne.','Moins de courriels ; chacun sait ce qu''on attend de lui.','Protéger les pièces d''identité des enfants.','Marion');
INSERT INTO "sheet_versions" VALUES(26,1,113,0,'2026-11-22 04:54:06.378117','Personne ne sait à qui poser une question de droit.','','Une seule adresse pour les questions de droit, tenue à tour de rôle par trois régions, et les réponses rangées avec les cas types.','Ouvrir l''adresse avec deux volontaires.','Une réponse en deux jours, la même pour tous.','À tenir dans la durée.','Karim');
INSERT INTO "sheet_versions" VALUES(27,1,126,0,'2026-11-22 04:54:06.384638','Les horaires de travail à risque passent inaperçus dans le dossier.','','Un signal sur la fiche dès qu''un horaire dépasse les règles, avec la règle en clair.','Lister les six règles et les vérifier sur vingt dossiers passés.','Les enfants sont mieux protégés.','','Hélène');
INSERT INTO "sheet_versions" VALUES(28,1,133,0,'2026-11-22 04:54:07.003064','problem-du-groupe-29','for_whom-du-groupe-29','solution-du-groupe-29','first_step-du-groupe-29','gains-du-groupe-29','risks-du-groupe-29','Prénom-0-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(28,2,133,0,'2026-11-22 04:54:07.005983','problem-du-groupe-29','for_whom-du-groupe-29','solution-du-groupe-29','first_step-du-groupe-29','gains-revus-29','risks-du-groupe-29','Prénom-0-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(29,1,137,0,'2026-11-22 04:54:07.015972','problem-du-groupe-30','for_whom-du-groupe-30','solution-du-groupe-30','first_step-du-groupe-30','gains-du-groupe-30','risks-du-groupe-30','Prénom-4-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(29,2,137,0,'2026-11-22 04:54:07.018408','problem-du-groupe-30','for_whom-du-groupe-30','solution-du-groupe-30','first_step-du-groupe-30','gains-revus-30','risks-du-groupe-30','Prénom-4-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(30,1,137,0,'2026-11-22 04:54:07.060376','problem-du-groupe-31','for_whom-du-groupe-31','solution-du-groupe-31','first_step-du-groupe-31','gains-du-groupe-31','risks-du-groupe-31','Prénom-4-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(30,2,137,0,'2026-11-22 04:54:07.062900','problem-du-groupe-31','for_whom-du-groupe-31','solution-du-groupe-31','first_step-du-groupe-31','gains-revus-31','risks-du-groupe-31','Prénom-4-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(31,1,133,0,'2026-11-22 04:54:07.069425','problem-du-groupe-32','for_whom-du-groupe-32','solution-du-groupe-32','first_step-du-groupe-32','gains-du-groupe-32','risks-du-groupe-32','Prénom-0-de-quelqu’un');
INSERT INTO "sheet_versions" VALUES(31,2,133,0,'2026-11-22 04:54:07.071718','problem-du-groupe-32','for_whom-du-groupe-32','solution-du-groupe-32','first_step-du-groupe-32','gains-revus-32','risks-du-groupe-32','Prénom-0-de-quelqu’un');
CREATE TABLE sign_ins (
	token_hash VARCHAR(64) NOT NULL, 
	account_id INTEGER NOT NULL, 
	device VARCHAR(80) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_ins PRIMARY KEY (token_hash), 
	CONSTRAINT fk_sign_ins_account_id_accounts FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "sign_ins" VALUES('9596fb66b4f82a123cd1f9cd0f15bfb957e470a657a1590e6f646d5258d2a66e',1,'a browser','2026-11-22 04:54:02.824805','2026-12-06 04:54:02.824805');
CREATE TABLE solution_sheets (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	group_id INTEGER NOT NULL, 
	continues_id INTEGER, 
	unlinked_supports INTEGER NOT NULL, 
	CONSTRAINT pk_solution_sheets PRIMARY KEY (id), 
	CONSTRAINT fk_solution_sheets_continues_id_solution_sheets FOREIGN KEY(continues_id) REFERENCES solution_sheets (id), 
	CONSTRAINT fk_solution_sheets_group_id_working_groups FOREIGN KEY(group_id) REFERENCES working_groups (id) ON DELETE CASCADE, 
	CONSTRAINT fk_solution_sheets_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT uq_solution_sheets_group_id UNIQUE (group_id), 
	CONSTRAINT uq_solution_sheets_lab_id_id UNIQUE (lab_id, id)
);
INSERT INTO "solution_sheets" VALUES(1,1,1,NULL,3);
INSERT INTO "solution_sheets" VALUES(2,1,2,NULL,3);
INSERT INTO "solution_sheets" VALUES(3,1,3,NULL,3);
INSERT INTO "solution_sheets" VALUES(4,1,4,NULL,3);
INSERT INTO "solution_sheets" VALUES(5,5,5,NULL,0);
INSERT INTO "solution_sheets" VALUES(6,5,6,NULL,0);
INSERT INTO "solution_sheets" VALUES(7,5,7,NULL,0);
INSERT INTO "solution_sheets" VALUES(8,5,8,NULL,0);
INSERT INTO "solution_sheets" VALUES(9,5,9,5,0);
INSERT INTO "solution_sheets" VALUES(10,5,10,6,0);
INSERT INTO "solution_sheets" VALUES(11,5,11,NULL,0);
INSERT INTO "solution_sheets" VALUES(12,6,13,NULL,0);
INSERT INTO "solution_sheets" VALUES(13,6,14,NULL,0);
INSERT INTO "solution_sheets" VALUES(14,6,15,NULL,0);
INSERT INTO "solution_sheets" VALUES(15,6,16,NULL,0);
INSERT INTO "solution_sheets" VALUES(16,6,17,12,0);
INSERT INTO "solution_sheets" VALUES(17,6,18,13,0);
INSERT INTO "solution_sheets" VALUES(18,6,19,NULL,0);
INSERT INTO "solution_sheets" VALUES(19,6,20,NULL,0);
INSERT INTO "solution_sheets" VALUES(20,7,21,NULL,0);
INSERT INTO "solution_sheets" VALUES(21,7,22,NULL,0);
INSERT INTO "solution_sheets" VALUES(22,7,23,NULL,0);
INSERT INTO "solution_sheets" VALUES(23,7,24,NULL,0);
INSERT INTO "solution_sheets" VALUES(24,7,25,20,0);
INSERT INTO "solution_sheets" VALUES(25,7,26,21,0);
INSERT INTO "solution_sheets" VALUES(26,7,27,NULL,0);
INSERT INTO "solution_sheets" VALUES(27,7,28,NULL,0);
INSERT INTO "solution_sheets" VALUES(28,8,29,NULL,0);
INSERT INTO "solution_sheets" VALUES(29,8,30,NULL,0);
INSERT INTO "solution_sheets" VALUES(30,8,31,NULL,0);
INSERT INTO "solution_sheets" VALUES(31,8,32,NULL,1);
CREATE TABLE sprints (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	begins_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	goal VARCHAR(300) NOT NULL, 
	capacity INTEGER, 
	CONSTRAINT pk_sprints PRIMARY KEY (id), 
	CONSTRAINT ck_sprints_capacity CHECK (capacity BETWEEN 1 AND 999), 
	CONSTRAINT ck_sprints_dates CHECK (ends_on >= begins_on), 
	CONSTRAINT fk_sprints_product_id_products FOREIGN KEY(product_id) REFERENCES products (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sprints_product_id_begins_on UNIQUE (product_id, begins_on), 
	CONSTRAINT uq_sprints_product_id_id UNIQUE (product_id, id), 
	CONSTRAINT uq_sprints_product_id_number UNIQUE (product_id, number)
);
INSERT INTO "sprints" VALUES(1,2,1,1,'2026-11-09','2026-11-22','On sait où en est son dossier, et il part complet',3);
INSERT INTO "sprints" VALUES(2,2,2,1,'2026-11-23','2026-12-06','La commission découvre les dossiers avant la séance',2);
CREATE TABLE supports (
	lab_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	CONSTRAINT pk_supports PRIMARY KEY (lab_id, participant_id, sheet_id), 
	CONSTRAINT fk_supports_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_supports_lab_id_sheet_id_solution_sheets FOREIGN KEY(lab_id, sheet_id) REFERENCES solution_sheets (lab_id, id) ON DELETE CASCADE
);
INSERT INTO "supports" VALUES(6,85,14);
INSERT INTO "supports" VALUES(6,90,14);
INSERT INTO "supports" VALUES(6,93,14);
INSERT INTO "supports" VALUES(6,96,14);
INSERT INTO "supports" VALUES(6,85,15);
INSERT INTO "supports" VALUES(6,88,15);
INSERT INTO "supports" VALUES(6,91,15);
INSERT INTO "supports" VALUES(6,94,15);
INSERT INTO "supports" VALUES(6,96,15);
INSERT INTO "supports" VALUES(6,86,16);
INSERT INTO "supports" VALUES(6,89,16);
INSERT INTO "supports" VALUES(6,91,16);
INSERT INTO "supports" VALUES(6,92,16);
INSERT INTO "supports" VALUES(6,94,16);
INSERT INTO "supports" VALUES(6,87,17);
INSERT INTO "supports" VALUES(6,90,17);
INSERT INTO "supports" VALUES(6,95,17);
INSERT INTO "supports" VALUES(6,85,18);
INSERT INTO "supports" VALUES(6,88,18);
INSERT INTO "supports" VALUES(6,90,18);
INSERT INTO "supports" VALUES(6,93,18);
INSERT INTO "supports" VALUES(6,96,18);
INSERT INTO "supports" VALUES(6,85,19);
INSERT INTO "supports" VALUES(6,86,19);
INSERT INTO "supports" VALUES(6,88,19);
INSERT INTO "supports" VALUES(6,91,19);
INSERT INTO "supports" VALUES(6,94,19);
INSERT INTO "supports" VALUES(6,96,19);
INSERT INTO "supports" VALUES(7,109,22);
INSERT INTO "supports" VALUES(7,114,22);
INSERT INTO "supports" VALUES(7,117,22);
INSERT INTO "supports" VALUES(7,120,22);
INSERT INTO "supports" VALUES(7,125,22);
INSERT INTO "supports" VALUES(7,128,22);
INSERT INTO "supports" VALUES(7,131,22);
INSERT INTO "supports" VALUES(7,109,23);
INSERT INTO "supports" VALUES(7,112,23);
INSERT INTO "supports" VALUES(7,115,23);
INSERT INTO "supports" VALUES(7,118,23);
INSERT INTO "supports" VALUES(7,120,23);
INSERT INTO "supports" VALUES(7,123,23);
INSERT INTO "supports" VALUES(7,126,23);
INSERT INTO "supports" VALUES(7,129,23);
INSERT INTO "supports" VALUES(7,131,23);
INSERT INTO "supports" VALUES(7,110,24);
INSERT INTO "supports" VALUES(7,113,24);
INSERT INTO "supports" VALUES(7,115,24);
INSERT INTO "supports" VALUES(7,116,24);
INSERT INTO "supports" VALUES(7,118,24);
INSERT INTO "supports" VALUES(7,121,24);
INSERT INTO "supports" VALUES(7,124,24);
INSERT INTO "supports" VALUES(7,126,24);
INSERT INTO "supports" VALUES(7,127,24);
INSERT INTO "supports" VALUES(7,129,24);
INSERT INTO "supports" VALUES(7,132,24);
INSERT INTO "supports" VALUES(7,111,25);
INSERT INTO "supports" VALUES(7,114,25);
INSERT INTO "supports" VALUES(7,119,25);
INSERT INTO "supports" VALUES(7,122,25);
INSERT INTO "supports" VALUES(7,125,25);
INSERT INTO "supports" VALUES(7,130,25);
INSERT INTO "supports" VALUES(7,109,26);
INSERT INTO "supports" VALUES(7,112,26);
INSERT INTO "supports" VALUES(7,114,26);
INSERT INTO "supports" VALUES(7,117,26);
INSERT INTO "supports" VALUES(7,120,26);
INSERT INTO "supports" VALUES(7,123,26);
INSERT INTO "supports" VALUES(7,125,26);
INSERT INTO "supports" VALUES(7,128,26);
INSERT INTO "supports" VALUES(7,131,26);
INSERT INTO "supports" VALUES(7,109,27);
INSERT INTO "supports" VALUES(7,110,27);
INSERT INTO "supports" VALUES(7,112,27);
INSERT INTO "supports" VALUES(7,115,27);
INSERT INTO "supports" VALUES(7,118,27);
INSERT INTO "supports" VALUES(7,120,27);
INSERT INTO "supports" VALUES(7,121,27);
INSERT INTO "supports" VALUES(7,123,27);
INSERT INTO "supports" VALUES(7,126,27);
INSERT INTO "supports" VALUES(7,129,27);
INSERT INTO "supports" VALUES(7,131,27);
INSERT INTO "supports" VALUES(7,132,27);
INSERT INTO "supports" VALUES(8,133,28);
INSERT INTO "supports" VALUES(8,134,29);
INSERT INTO "supports" VALUES(8,135,30);
INSERT INTO "supports" VALUES(8,136,31);
INSERT INTO "supports" VALUES(8,137,28);
INSERT INTO "supports" VALUES(8,138,29);
INSERT INTO "supports" VALUES(8,139,30);
INSERT INTO "supports" VALUES(8,140,31);
INSERT INTO "supports" VALUES(8,141,28);
INSERT INTO "supports" VALUES(8,142,29);
INSERT INTO "supports" VALUES(8,143,30);
CREATE TABLE timers (
	lab_id INTEGER NOT NULL, 
	step_id INTEGER, 
	title VARCHAR(80) NOT NULL, 
	ends_at DATETIME, 
	seconds_left INTEGER, 
	CONSTRAINT pk_timers PRIMARY KEY (lab_id), 
	CONSTRAINT ck_timers_running_or_paused CHECK ((ends_at IS NULL) <> (seconds_left IS NULL)), 
	CONSTRAINT fk_timers_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_timers_step_id_agenda_steps FOREIGN KEY(step_id) REFERENCES agenda_steps (id) ON DELETE SET NULL
);
INSERT INTO "timers" VALUES(8,56,'Accueil','2026-11-22 05:09:06.591663',NULL);
CREATE TABLE topics (
	lab_id INTEGER NOT NULL, 
	pain_point_id INTEGER NOT NULL, 
	CONSTRAINT pk_topics PRIMARY KEY (lab_id, pain_point_id), 
	CONSTRAINT fk_topics_lab_id_pain_point_id_pain_points FOREIGN KEY(lab_id, pain_point_id) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT fk_topics_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE
);
INSERT INTO "topics" VALUES(1,1);
INSERT INTO "topics" VALUES(1,2);
INSERT INTO "topics" VALUES(5,38);
INSERT INTO "topics" VALUES(5,41);
INSERT INTO "topics" VALUES(5,42);
INSERT INTO "topics" VALUES(5,46);
INSERT INTO "topics" VALUES(6,52);
INSERT INTO "topics" VALUES(6,55);
INSERT INTO "topics" VALUES(6,56);
INSERT INTO "topics" VALUES(6,60);
INSERT INTO "topics" VALUES(7,66);
INSERT INTO "topics" VALUES(7,69);
INSERT INTO "topics" VALUES(7,70);
INSERT INTO "topics" VALUES(7,74);
INSERT INTO "topics" VALUES(8,77);
INSERT INTO "topics" VALUES(8,78);
CREATE TABLE wishes (
	lab_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	topic_id INTEGER NOT NULL, 
	CONSTRAINT pk_wishes PRIMARY KEY (lab_id, round, participant_id, rank), 
	CONSTRAINT ck_wishes_rank CHECK (rank BETWEEN 1 AND 3), 
	CONSTRAINT ck_wishes_round CHECK (round IN (1, 2)), 
	CONSTRAINT fk_wishes_lab_id_participant_id_participants FOREIGN KEY(lab_id, participant_id) REFERENCES participants (lab_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_wishes_lab_id_topic_id_pain_points FOREIGN KEY(lab_id, topic_id) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT uq_wishes_lab_id_round_participant_id_topic_id UNIQUE (lab_id, round, participant_id, topic_id)
);
INSERT INTO "wishes" VALUES(5,1,61,1,38);
INSERT INTO "wishes" VALUES(5,1,61,2,42);
INSERT INTO "wishes" VALUES(5,1,61,3,41);
INSERT INTO "wishes" VALUES(5,1,62,1,42);
INSERT INTO "wishes" VALUES(5,1,62,2,38);
INSERT INTO "wishes" VALUES(5,1,62,3,46);
INSERT INTO "wishes" VALUES(5,1,63,1,41);
INSERT INTO "wishes" VALUES(5,1,63,2,46);
INSERT INTO "wishes" VALUES(5,1,63,3,38);
INSERT INTO "wishes" VALUES(5,1,64,1,46);
INSERT INTO "wishes" VALUES(5,1,64,2,41);
INSERT INTO "wishes" VALUES(5,1,64,3,42);
INSERT INTO "wishes" VALUES(5,1,65,1,38);
INSERT INTO "wishes" VALUES(5,1,65,2,41);
INSERT INTO "wishes" VALUES(5,1,65,3,42);
INSERT INTO "wishes" VALUES(5,1,66,1,42);
INSERT INTO "wishes" VALUES(5,1,66,2,46);
INSERT INTO "wishes" VALUES(5,1,66,3,41);
INSERT INTO "wishes" VALUES(5,1,67,1,38);
INSERT INTO "wishes" VALUES(5,1,67,2,42);
INSERT INTO "wishes" VALUES(5,1,67,3,41);
INSERT INTO "wishes" VALUES(5,1,68,1,42);
INSERT INTO "wishes" VALUES(5,1,68,2,38);
INSERT INTO "wishes" VALUES(5,1,68,3,46);
INSERT INTO "wishes" VALUES(5,1,69,1,41);
INSERT INTO "wishes" VALUES(5,1,69,2,46);
INSERT INTO "wishes" VALUES(5,1,69,3,38);
INSERT INTO "wishes" VALUES(5,1,70,1,46);
INSERT INTO "wishes" VALUES(5,1,70,2,41);
INSERT INTO "wishes" VALUES(5,1,70,3,42);
INSERT INTO "wishes" VALUES(5,1,71,1,38);
INSERT INTO "wishes" VALUES(5,1,71,2,41);
INSERT INTO "wishes" VALUES(5,1,71,3,42);
INSERT INTO "wishes" VALUES(5,1,72,1,42);
INSERT INTO "wishes" VALUES(5,1,72,2,46);
INSERT INTO "wishes" VALUES(5,1,72,3,41);
INSERT INTO "wishes" VALUES(5,1,73,1,38);
INSERT INTO "wishes" VALUES(5,1,73,2,42);
INSERT INTO "wishes" VALUES(5,1,73,3,41);
INSERT INTO "wishes" VALUES(5,1,74,1,42);
INSERT INTO "wishes" VALUES(5,1,74,2,38);
INSERT INTO "wishes" VALUES(5,1,74,3,46);
INSERT INTO "wishes" VALUES(5,1,75,1,41);
INSERT INTO "wishes" VALUES(5,1,75,2,46);
INSERT INTO "wishes" VALUES(5,1,75,3,38);
INSERT INTO "wishes" VALUES(5,1,76,1,46);
INSERT INTO "wishes" VALUES(5,1,76,2,41);
INSERT INTO "wishes" VALUES(5,1,76,3,42);
INSERT INTO "wishes" VALUES(5,1,77,1,38);
INSERT INTO "wishes" VALUES(5,1,77,2,41);
INSERT INTO "wishes" VALUES(5,1,77,3,42);
INSERT INTO "wishes" VALUES(5,1,78,1,42);
INSERT INTO "wishes" VALUES(5,1,78,2,46);
INSERT INTO "wishes" VALUES(5,1,78,3,41);
INSERT INTO "wishes" VALUES(5,1,79,1,38);
INSERT INTO "wishes" VALUES(5,1,79,2,42);
INSERT INTO "wishes" VALUES(5,1,79,3,41);
INSERT INTO "wishes" VALUES(5,1,80,1,42);
INSERT INTO "wishes" VALUES(5,1,80,2,38);
INSERT INTO "wishes" VALUES(5,1,80,3,46);
INSERT INTO "wishes" VALUES(5,1,81,1,41);
INSERT INTO "wishes" VALUES(5,1,81,2,46);
INSERT INTO "wishes" VALUES(5,1,81,3,38);
INSERT INTO "wishes" VALUES(5,1,82,1,46);
INSERT INTO "wishes" VALUES(5,1,82,2,41);
INSERT INTO "wishes" VALUES(5,1,82,3,42);
INSERT INTO "wishes" VALUES(5,1,83,1,38);
INSERT INTO "wishes" VALUES(5,1,83,2,41);
INSERT INTO "wishes" VALUES(5,1,83,3,42);
INSERT INTO "wishes" VALUES(5,1,84,1,42);
INSERT INTO "wishes" VALUES(5,1,84,2,46);
INSERT INTO "wishes" VALUES(5,1,84,3,41);
INSERT INTO "wishes" VALUES(5,2,61,1,38);
INSERT INTO "wishes" VALUES(5,2,61,2,42);
INSERT INTO "wishes" VALUES(5,2,61,3,41);
INSERT INTO "wishes" VALUES(5,2,62,1,42);
INSERT INTO "wishes" VALUES(5,2,62,2,38);
INSERT INTO "wishes" VALUES(5,2,62,3,46);
INSERT INTO "wishes" VALUES(5,2,63,1,41);
INSERT INTO "wishes" VALUES(5,2,63,2,46);
INSERT INTO "wishes" VALUES(5,2,63,3,38);
INSERT INTO "wishes" VALUES(5,2,64,1,46);
INSERT INTO "wishes" VALUES(5,2,64,2,41);
INSERT INTO "wishes" VALUES(5,2,64,3,42);
INSERT INTO "wishes" VALUES(5,2,65,1,38);
INSERT INTO "wishes" VALUES(5,2,65,2,41);
INSERT INTO "wishes" VALUES(5,2,65,3,42);
INSERT INTO "wishes" VALUES(5,2,66,1,42);
INSERT INTO "wishes" VALUES(5,2,66,2,46);
INSERT INTO "wishes" VALUES(5,2,66,3,41);
INSERT INTO "wishes" VALUES(5,2,67,1,38);
INSERT INTO "wishes" VALUES(5,2,67,2,42);
INSERT INTO "wishes" VALUES(5,2,67,3,41);
INSERT INTO "wishes" VALUES(5,2,68,1,42);
INSERT INTO "wishes" VALUES(5,2,68,2,38);
INSERT INTO "wishes" VALUES(5,2,68,3,46);
INSERT INTO "wishes" VALUES(5,2,69,1,41);
INSERT INTO "wishes" VALUES(5,2,69,2,46);
INSERT INTO "wishes" VALUES(5,2,69,3,38);
INSERT INTO "wishes" VALUES(5,2,70,1,46);
INSERT INTO "wishes" VALUES(5,2,70,2,41);
INSERT INTO "wishes" VALUES(5,2,70,3,42);
INSERT INTO "wishes" VALUES(5,2,71,1,38);
INSERT INTO "wishes" VALUES(5,2,71,2,41);
INSERT INTO "wishes" VALUES(5,2,71,3,42);
INSERT INTO "wishes" VALUES(5,2,72,1,42);
INSERT INTO "wishes" VALUES(5,2,72,2,46);
INSERT INTO "wishes" VALUES(5,2,72,3,41);
INSERT INTO "wishes" VALUES(5,2,73,1,38);
INSERT INTO "wishes" VALUES(5,2,73,2,42);
INSERT INTO "wishes" VALUES(5,2,73,3,41);
INSERT INTO "wishes" VALUES(5,2,74,1,42);
INSERT INTO "wishes" VALUES(5,2,74,2,38);
INSERT INTO "wishes" VALUES(5,2,74,3,46);
INSERT INTO "wishes" VALUES(5,2,75,1,41);
INSERT INTO "wishes" VALUES(5,2,75,2,46);
INSERT INTO "wishes" VALUES(5,2,75,3,38);
INSERT INTO "wishes" VALUES(5,2,76,1,46);
INSERT INTO "wishes" VALUES(5,2,76,2,41);
INSERT INTO "wishes" VALUES(5,2,76,3,42);
INSERT INTO "wishes" VALUES(5,2,77,1,38);
INSERT INTO "wishes" VALUES(5,2,77,2,41);
INSERT INTO "wishes" VALUES(5,2,77,3,42);
INSERT INTO "wishes" VALUES(5,2,78,1,42);
INSERT INTO "wishes" VALUES(5,2,78,2,46);
INSERT INTO "wishes" VALUES(5,2,78,3,41);
INSERT INTO "wishes" VALUES(5,2,79,1,38);
INSERT INTO "wishes" VALUES(5,2,79,2,42);
INSERT INTO "wishes" VALUES(5,2,79,3,41);
INSERT INTO "wishes" VALUES(5,2,80,1,42);
INSERT INTO "wishes" VALUES(5,2,80,2,38);
INSERT INTO "wishes" VALUES(5,2,80,3,46);
INSERT INTO "wishes" VALUES(5,2,81,1,41);
INSERT INTO "wishes" VALUES(5,2,81,2,46);
INSERT INTO "wishes" VALUES(5,2,81,3,38);
INSERT INTO "wishes" VALUES(5,2,82,1,46);
INSERT INTO "wishes" VALUES(5,2,82,2,41);
INSERT INTO "wishes" VALUES(5,2,82,3,42);
INSERT INTO "wishes" VALUES(5,2,83,1,38);
INSERT INTO "wishes" VALUES(5,2,83,2,41);
INSERT INTO "wishes" VALUES(5,2,83,3,42);
INSERT INTO "wishes" VALUES(5,2,84,1,42);
INSERT INTO "wishes" VALUES(5,2,84,2,46);
INSERT INTO "wishes" VALUES(5,2,84,3,41);
INSERT INTO "wishes" VALUES(6,1,85,1,52);
INSERT INTO "wishes" VALUES(6,1,85,2,56);
INSERT INTO "wishes" VALUES(6,1,85,3,55);
INSERT INTO "wishes" VALUES(6,1,86,1,56);
INSERT INTO "wishes" VALUES(6,1,86,2,52);
INSERT INTO "wishes" VALUES(6,1,86,3,60);
INSERT INTO "wishes" VALUES(6,1,87,1,55);
INSERT INTO "wishes" VALUES(6,1,87,2,60);
INSERT INTO "wishes" VALUES(6,1,87,3,52);
INSERT INTO "wishes" VALUES(6,1,88,1,60);
INSERT INTO "wishes" VALUES(6,1,88,2,55);
INSERT INTO "wishes" VALUES(6,1,88,3,56);
INSERT INTO "wishes" VALUES(6,1,89,1,52);
INSERT INTO "wishes" VALUES(6,1,89,2,55);
INSERT INTO "wishes" VALUES(6,1,89,3,56);
INSERT INTO "wishes" VALUES(6,1,90,1,56);
INSERT INTO "wishes" VALUES(6,1,90,2,60);
INSERT INTO "wishes" VALUES(6,1,90,3,55);
INSERT INTO "wishes" VALUES(6,1,91,1,52);
INSERT INTO "wishes" VALUES(6,1,91,2,56);
INSERT INTO "wishes" VALUES(6,1,91,3,55);
INSERT INTO "wishes" VALUES(6,1,92,1,56);
INSERT INTO "wishes" VALUES(6,1,92,2,52);
INSERT INTO "wishes" VALUES(6,1,92,3,60);
INSERT INTO "wishes" VALUES(6,1,93,1,55);
INSERT INTO "wishes" VALUES(6,1,93,2,60);
INSERT INTO "wishes" VALUES(6,1,93,3,52);
INSERT INTO "wishes" VALUES(6,1,94,1,60);
INSERT INTO "wishes" VALUES(6,1,94,2,55);
INSERT INTO "wishes" VALUES(6,1,94,3,56);
INSERT INTO "wishes" VALUES(6,1,95,1,52);
INSERT INTO "wishes" VALUES(6,1,95,2,55);
INSERT INTO "wishes" VALUES(6,1,95,3,56);
INSERT INTO "wishes" VALUES(6,1,96,1,56);
INSERT INTO "wishes" VALUES(6,1,96,2,60);
INSERT INTO "wishes" VALUES(6,1,96,3,55);
INSERT INTO "wishes" VALUES(6,1,97,1,52);
INSERT INTO "wishes" VALUES(6,1,97,2,56);
INSERT INTO "wishes" VALUES(6,1,97,3,55);
INSERT INTO "wishes" VALUES(6,1,98,1,56);
INSERT INTO "wishes" VALUES(6,1,98,2,52);
INSERT INTO "wishes" VALUES(6,1,98,3,60);
INSERT INTO "wishes" VALUES(6,1,99,1,55);
INSERT INTO "wishes" VALUES(6,1,99,2,60);
INSERT INTO "wishes" VALUES(6,1,99,3,52);
INSERT INTO "wishes" VALUES(6,1,100,1,60);
INSERT INTO "wishes" VALUES(6,1,100,2,55);
INSERT INTO "wishes" VALUES(6,1,100,3,56);
INSERT INTO "wishes" VALUES(6,1,101,1,52);
INSERT INTO "wishes" VALUES(6,1,101,2,55);
INSERT INTO "wishes" VALUES(6,1,101,3,56);
INSERT INTO "wishes" VALUES(6,1,102,1,56);
INSERT INTO "wishes" VALUES(6,1,102,2,60);
INSERT INTO "wishes" VALUES(6,1,102,3,55);
INSERT INTO "wishes" VALUES(6,1,103,1,52);
INSERT INTO "wishes" VALUES(6,1,103,2,56);
INSERT INTO "wishes" VALUES(6,1,103,3,55);
INSERT INTO "wishes" VALUES(6,1,104,1,56);
INSERT INTO "wishes" VALUES(6,1,104,2,52);
INSERT INTO "wishes" VALUES(6,1,104,3,60);
INSERT INTO "wishes" VALUES(6,1,105,1,55);
INSERT INTO "wishes" VALUES(6,1,105,2,60);
INSERT INTO "wishes" VALUES(6,1,105,3,52);
INSERT INTO "wishes" VALUES(6,1,106,1,60);
INSERT INTO "wishes" VALUES(6,1,106,2,55);
INSERT INTO "wishes" VALUES(6,1,106,3,56);
INSERT INTO "wishes" VALUES(6,1,107,1,52);
INSERT INTO "wishes" VALUES(6,1,107,2,55);
INSERT INTO "wishes" VALUES(6,1,107,3,56);
INSERT INTO "wishes" VALUES(6,1,108,1,56);
INSERT INTO "wishes" VALUES(6,1,108,2,60);
INSERT INTO "wishes" VALUES(6,1,108,3,55);
INSERT INTO "wishes" VALUES(6,2,85,1,52);
INSERT INTO "wishes" VALUES(6,2,85,2,56);
INSERT INTO "wishes" VALUES(6,2,85,3,55);
INSERT INTO "wishes" VALUES(6,2,86,1,56);
INSERT INTO "wishes" VALUES(6,2,86,2,52);
INSERT INTO "wishes" VALUES(6,2,86,3,60);
INSERT INTO "wishes" VALUES(6,2,87,1,55);
INSERT INTO "wishes" VALUES(6,2,87,2,60);
INSERT INTO "wishes" VALUES(6,2,87,3,52);
INSERT INTO "wishes" VALUES(6,2,88,1,60);
INSERT INTO "wishes" VALUES(6,2,88,2,55);
INSERT INTO "wishes" VALUES(6,2,88,3,56);
INSERT INTO "wishes" VALUES(6,2,89,1,52);
INSERT INTO "wishes" VALUES(6,2,89,2,55);
INSERT INTO "wishes" VALUES(6,2,89,3,56);
INSERT INTO "wishes" VALUES(6,2,90,1,56);
INSERT INTO "wishes" VALUES(6,2,90,2,60);
INSERT INTO "wishes" VALUES(6,2,90,3,55);
INSERT INTO "wishes" VALUES(6,2,91,1,52);
INSERT INTO "wishes" VALUES(6,2,91,2,56);
INSERT INTO "wishes" VALUES(6,2,91,3,55);
INSERT INTO "wishes" VALUES(6,2,92,1,56);
INSERT INTO "wishes" VALUES(6,2,92,2,52);
INSERT INTO "wishes" VALUES(6,2,92,3,60);
INSERT INTO "wishes" VALUES(6,2,93,1,55);
INSERT INTO "wishes" VALUES(6,2,93,2,60);
INSERT INTO "wishes" VALUES(6,2,93,3,52);
INSERT INTO "wishes" VALUES(6,2,94,1,60);
INSERT INTO "wishes" VALUES(6,2,94,2,55);
INSERT INTO "wishes" VALUES(6,2,94,3,56);
INSERT INTO "wishes" VALUES(6,2,95,1,52);
INSERT INTO "wishes" VALUES(6,2,95,2,55);
INSERT INTO "wishes" VALUES(6,2,95,3,56);
INSERT INTO "wishes" VALUES(6,2,96,1,56);
INSERT INTO "wishes" VALUES(6,2,96,2,60);
INSERT INTO "wishes" VALUES(6,2,96,3,55);
INSERT INTO "wishes" VALUES(6,2,97,1,52);
INSERT INTO "wishes" VALUES(6,2,97,2,56);
INSERT INTO "wishes" VALUES(6,2,97,3,55);
INSERT INTO "wishes" VALUES(6,2,98,1,56);
INSERT INTO "wishes" VALUES(6,2,98,2,52);
INSERT INTO "wishes" VALUES(6,2,98,3,60);
INSERT INTO "wishes" VALUES(6,2,99,1,55);
INSERT INTO "wishes" VALUES(6,2,99,2,60);
INSERT INTO "wishes" VALUES(6,2,99,3,52);
INSERT INTO "wishes" VALUES(6,2,100,1,60);
INSERT INTO "wishes" VALUES(6,2,100,2,55);
INSERT INTO "wishes" VALUES(6,2,100,3,56);
INSERT INTO "wishes" VALUES(6,2,101,1,52);
INSERT INTO "wishes" VALUES(6,2,101,2,55);
INSERT INTO "wishes" VALUES(6,2,101,3,56);
INSERT INTO "wishes" VALUES(6,2,102,1,56);
INSERT INTO "wishes" VALUES(6,2,102,2,60);
INSERT INTO "wishes" VALUES(6,2,102,3,55);
INSERT INTO "wishes" VALUES(6,2,103,1,52);
INSERT INTO "wishes" VALUES(6,2,103,2,56);
INSERT INTO "wishes" VALUES(6,2,103,3,55);
INSERT INTO "wishes" VALUES(6,2,104,1,56);
INSERT INTO "wishes" VALUES(6,2,104,2,52);
INSERT INTO "wishes" VALUES(6,2,104,3,60);
INSERT INTO "wishes" VALUES(6,2,105,1,55);
INSERT INTO "wishes" VALUES(6,2,105,2,60);
INSERT INTO "wishes" VALUES(6,2,105,3,52);
INSERT INTO "wishes" VALUES(6,2,106,1,60);
INSERT INTO "wishes" VALUES(6,2,106,2,55);
INSERT INTO "wishes" VALUES(6,2,106,3,56);
INSERT INTO "wishes" VALUES(6,2,107,1,52);
INSERT INTO "wishes" VALUES(6,2,107,2,55);
INSERT INTO "wishes" VALUES(6,2,107,3,56);
INSERT INTO "wishes" VALUES(6,2,108,1,56);
INSERT INTO "wishes" VALUES(6,2,108,2,60);
INSERT INTO "wishes" VALUES(6,2,108,3,55);
INSERT INTO "wishes" VALUES(7,1,109,1,66);
INSERT INTO "wishes" VALUES(7,1,109,2,70);
INSERT INTO "wishes" VALUES(7,1,109,3,69);
INSERT INTO "wishes" VALUES(7,1,110,1,70);
INSERT INTO "wishes" VALUES(7,1,110,2,66);
INSERT INTO "wishes" VALUES(7,1,110,3,74);
INSERT INTO "wishes" VALUES(7,1,111,1,69);
INSERT INTO "wishes" VALUES(7,1,111,2,74);
INSERT INTO "wishes" VALUES(7,1,111,3,66);
INSERT INTO "wishes" VALUES(7,1,112,1,74);
INSERT INTO "wishes" VALUES(7,1,112,2,69);
INSERT INTO "wishes" VALUES(7,1,112,3,70);
INSERT INTO "wishes" VALUES(7,1,113,1,66);
INSERT INTO "wishes" VALUES(7,1,113,2,69);
INSERT INTO "wishes" VALUES(7,1,113,3,70);
INSERT INTO "wishes" VALUES(7,1,114,1,70);
INSERT INTO "wishes" VALUES(7,1,114,2,74);
INSERT INTO "wishes" VALUES(7,1,114,3,69);
INSERT INTO "wishes" VALUES(7,1,115,1,66);
INSERT INTO "wishes" VALUES(7,1,115,2,70);
INSERT INTO "wishes" VALUES(7,1,115,3,69);
INSERT INTO "wishes" VALUES(7,1,116,1,70);
INSERT INTO "wishes" VALUES(7,1,116,2,66);
INSERT INTO "wishes" VALUES(7,1,116,3,74);
INSERT INTO "wishes" VALUES(7,1,117,1,69);
INSERT INTO "wishes" VALUES(7,1,117,2,74);
INSERT INTO "wishes" VALUES(7,1,117,3,66);
INSERT INTO "wishes" VALUES(7,1,118,1,74);
INSERT INTO "wishes" VALUES(7,1,118,2,69);
INSERT INTO "wishes" VALUES(7,1,118,3,70);
INSERT INTO "wishes" VALUES(7,1,119,1,66);
INSERT INTO "wishes" VALUES(7,1,119,2,69);
INSERT INTO "wishes" VALUES(7,1,119,3,70);
INSERT INTO "wishes" VALUES(7,1,120,1,70);
INSERT INTO "wishes" VALUES(7,1,120,2,74);
INSERT INTO "wishes" VALUES(7,1,120,3,69);
INSERT INTO "wishes" VALUES(7,1,121,1,66);
INSERT INTO "wishes" VALUES(7,1,121,2,70);
INSERT INTO "wishes" VALUES(7,1,121,3,69);
INSERT INTO "wishes" VALUES(7,1,122,1,70);
INSERT INTO "wishes" VALUES(7,1,122,2,66);
INSERT INTO "wishes" VALUES(7,1,122,3,74);
INSERT INTO "wishes" VALUES(7,1,123,1,69);
INSERT INTO "wishes" VALUES(7,1,123,2,74);
INSERT INTO "wishes" VALUES(7,1,123,3,66);
INSERT INTO "wishes" VALUES(7,1,124,1,74);
INSERT INTO "wishes" VALUES(7,1,124,2,69);
INSERT INTO "wishes" VALUES(7,1,124,3,70);
INSERT INTO "wishes" VALUES(7,1,125,1,66);
INSERT INTO "wishes" VALUES(7,1,125,2,69);
INSERT INTO "wishes" VALUES(7,1,125,3,70);
INSERT INTO "wishes" VALUES(7,1,126,1,70);
INSERT INTO "wishes" VALUES(7,1,126,2,74);
INSERT INTO "wishes" VALUES(7,1,126,3,69);
INSERT INTO "wishes" VALUES(7,1,127,1,66);
INSERT INTO "wishes" VALUES(7,1,127,2,70);
INSERT INTO "wishes" VALUES(7,1,127,3,69);
INSERT INTO "wishes" VALUES(7,1,128,1,70);
INSERT INTO "wishes" VALUES(7,1,128,2,66);
INSERT INTO "wishes" VALUES(7,1,128,3,74);
INSERT INTO "wishes" VALUES(7,1,129,1,69);
INSERT INTO "wishes" VALUES(7,1,129,2,74);
INSERT INTO "wishes" VALUES(7,1,129,3,66);
INSERT INTO "wishes" VALUES(7,1,130,1,74);
INSERT INTO "wishes" VALUES(7,1,130,2,69);
INSERT INTO "wishes" VALUES(7,1,130,3,70);
INSERT INTO "wishes" VALUES(7,1,131,1,66);
INSERT INTO "wishes" VALUES(7,1,131,2,69);
INSERT INTO "wishes" VALUES(7,1,131,3,70);
INSERT INTO "wishes" VALUES(7,1,132,1,70);
INSERT INTO "wishes" VALUES(7,1,132,2,74);
INSERT INTO "wishes" VALUES(7,1,132,3,69);
INSERT INTO "wishes" VALUES(7,2,109,1,66);
INSERT INTO "wishes" VALUES(7,2,109,2,70);
INSERT INTO "wishes" VALUES(7,2,109,3,69);
INSERT INTO "wishes" VALUES(7,2,110,1,70);
INSERT INTO "wishes" VALUES(7,2,110,2,66);
INSERT INTO "wishes" VALUES(7,2,110,3,74);
INSERT INTO "wishes" VALUES(7,2,111,1,69);
INSERT INTO "wishes" VALUES(7,2,111,2,74);
INSERT INTO "wishes" VALUES(7,2,111,3,66);
INSERT INTO "wishes" VALUES(7,2,112,1,74);
INSERT INTO "wishes" VALUES(7,2,112,2,69);
INSERT INTO "wishes" VALUES(7,2,112,3,70);
INSERT INTO "wishes" VALUES(7,2,113,1,66);
INSERT INTO "wishes" VALUES(7,2,113,2,69);
INSERT INTO "wishes" VALUES(7,2,113,3,70);
INSERT INTO "wishes" VALUES(7,2,114,1,70);
INSERT INTO "wishes" VALUES(7,2,114,2,74);
INSERT INTO "wishes" VALUES(7,2,114,3,69);
INSERT INTO "wishes" VALUES(7,2,115,1,66);
INSERT INTO "wishes" VALUES(7,2,115,2,70);
INSERT INTO "wishes" VALUES(7,2,115,3,69);
INSERT INTO "wishes" VALUES(7,2,116,1,70);
INSERT INTO "wishes" VALUES(7,2,116,2,66);
INSERT INTO "wishes" VALUES(7,2,116,3,74);
INSERT INTO "wishes" VALUES(7,2,117,1,69);
INSERT INTO "wishes" VALUES(7,2,117,2,74);
INSERT INTO "wishes" VALUES(7,2,117,3,66);
INSERT INTO "wishes" VALUES(7,2,118,1,74);
INSERT INTO "wishes" VALUES(7,2,118,2,69);
INSERT INTO "wishes" VALUES(7,2,118,3,70);
INSERT INTO "wishes" VALUES(7,2,119,1,66);
INSERT INTO "wishes" VALUES(7,2,119,2,69);
INSERT INTO "wishes" VALUES(7,2,119,3,70);
INSERT INTO "wishes" VALUES(7,2,120,1,70);
INSERT INTO "wishes" VALUES(7,2,120,2,74);
INSERT INTO "wishes" VALUES(7,2,120,3,69);
INSERT INTO "wishes" VALUES(7,2,121,1,66);
INSERT INTO "wishes" VALUES(7,2,121,2,70);
INSERT INTO "wishes" VALUES(7,2,121,3,69);
INSERT INTO "wishes" VALUES(7,2,122,1,70);
INSERT INTO "wishes" VALUES(7,2,122,2,66);
INSERT INTO "wishes" VALUES(7,2,122,3,74);
INSERT INTO "wishes" VALUES(7,2,123,1,69);
INSERT INTO "wishes" VALUES(7,2,123,2,74);
INSERT INTO "wishes" VALUES(7,2,123,3,66);
INSERT INTO "wishes" VALUES(7,2,124,1,74);
INSERT INTO "wishes" VALUES(7,2,124,2,69);
INSERT INTO "wishes" VALUES(7,2,124,3,70);
INSERT INTO "wishes" VALUES(7,2,125,1,66);
INSERT INTO "wishes" VALUES(7,2,125,2,69);
INSERT INTO "wishes" VALUES(7,2,125,3,70);
INSERT INTO "wishes" VALUES(7,2,126,1,70);
INSERT INTO "wishes" VALUES(7,2,126,2,74);
INSERT INTO "wishes" VALUES(7,2,126,3,69);
INSERT INTO "wishes" VALUES(7,2,127,1,66);
INSERT INTO "wishes" VALUES(7,2,127,2,70);
INSERT INTO "wishes" VALUES(7,2,127,3,69);
INSERT INTO "wishes" VALUES(7,2,128,1,70);
INSERT INTO "wishes" VALUES(7,2,128,2,66);
INSERT INTO "wishes" VALUES(7,2,128,3,74);
INSERT INTO "wishes" VALUES(7,2,129,1,69);
INSERT INTO "wishes" VALUES(7,2,129,2,74);
INSERT INTO "wishes" VALUES(7,2,129,3,66);
INSERT INTO "wishes" VALUES(7,2,130,1,74);
INSERT INTO "wishes" VALUES(7,2,130,2,69);
INSERT INTO "wishes" VALUES(7,2,130,3,70);
INSERT INTO "wishes" VALUES(7,2,131,1,66);
INSERT INTO "wishes" VALUES(7,2,131,2,69);
INSERT INTO "wishes" VALUES(7,2,131,3,70);
INSERT INTO "wishes" VALUES(7,2,132,1,70);
INSERT INTO "wishes" VALUES(7,2,132,2,74);
INSERT INTO "wishes" VALUES(7,2,132,3,69);
INSERT INTO "wishes" VALUES(8,1,133,1,77);
INSERT INTO "wishes" VALUES(8,1,133,2,78);
INSERT INTO "wishes" VALUES(8,1,134,1,77);
INSERT INTO "wishes" VALUES(8,1,134,2,78);
INSERT INTO "wishes" VALUES(8,1,135,1,77);
INSERT INTO "wishes" VALUES(8,1,135,2,78);
INSERT INTO "wishes" VALUES(8,1,136,1,77);
INSERT INTO "wishes" VALUES(8,1,136,2,78);
INSERT INTO "wishes" VALUES(8,1,137,1,77);
INSERT INTO "wishes" VALUES(8,1,137,2,78);
INSERT INTO "wishes" VALUES(8,1,138,1,77);
INSERT INTO "wishes" VALUES(8,1,138,2,78);
INSERT INTO "wishes" VALUES(8,1,139,1,77);
INSERT INTO "wishes" VALUES(8,1,139,2,78);
INSERT INTO "wishes" VALUES(8,1,140,1,77);
INSERT INTO "wishes" VALUES(8,1,140,2,78);
INSERT INTO "wishes" VALUES(8,1,141,1,77);
INSERT INTO "wishes" VALUES(8,1,141,2,78);
INSERT INTO "wishes" VALUES(8,1,142,1,77);
INSERT INTO "wishes" VALUES(8,1,142,2,78);
INSERT INTO "wishes" VALUES(8,1,143,1,77);
INSERT INTO "wishes" VALUES(8,1,143,2,78);
INSERT INTO "wishes" VALUES(8,2,133,1,77);
INSERT INTO "wishes" VALUES(8,2,133,2,78);
INSERT INTO "wishes" VALUES(8,2,134,1,77);
INSERT INTO "wishes" VALUES(8,2,134,2,78);
INSERT INTO "wishes" VALUES(8,2,135,1,77);
INSERT INTO "wishes" VALUES(8,2,135,2,78);
INSERT INTO "wishes" VALUES(8,2,136,1,77);
INSERT INTO "wishes" VALUES(8,2,136,2,78);
INSERT INTO "wishes" VALUES(8,2,137,1,77);
INSERT INTO "wishes" VALUES(8,2,137,2,78);
INSERT INTO "wishes" VALUES(8,2,138,1,77);
INSERT INTO "wishes" VALUES(8,2,138,2,78);
INSERT INTO "wishes" VALUES(8,2,139,1,77);
INSERT INTO "wishes" VALUES(8,2,139,2,78);
INSERT INTO "wishes" VALUES(8,2,140,1,77);
INSERT INTO "wishes" VALUES(8,2,140,2,78);
INSERT INTO "wishes" VALUES(8,2,141,1,77);
INSERT INTO "wishes" VALUES(8,2,141,2,78);
INSERT INTO "wishes" VALUES(8,2,142,1,77);
INSERT INTO "wishes" VALUES(8,2,142,2,78);
INSERT INTO "wishes" VALUES(8,2,143,1,77);
INSERT INTO "wishes" VALUES(8,2,143,2,78);
CREATE TABLE working_groups (
	id INTEGER NOT NULL, 
	lab_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	topic_id INTEGER NOT NULL, 
	place VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_working_groups PRIMARY KEY (id), 
	CONSTRAINT ck_working_groups_number CHECK (number >= 1), 
	CONSTRAINT ck_working_groups_round CHECK (round IN (1, 2)), 
	CONSTRAINT fk_working_groups_lab_id_topic_id_pain_points FOREIGN KEY(lab_id, topic_id) REFERENCES pain_points (lab_id, id), 
	CONSTRAINT fk_working_groups_lab_id_labs FOREIGN KEY(lab_id) REFERENCES labs (id) ON DELETE CASCADE, 
	CONSTRAINT uq_working_groups_lab_id_round_id UNIQUE (lab_id, round, id), 
	CONSTRAINT uq_working_groups_lab_id_round_number UNIQUE (lab_id, round, number)
);
INSERT INTO "working_groups" VALUES(1,1,1,1,1,'');
INSERT INTO "working_groups" VALUES(2,1,1,2,2,'');
INSERT INTO "working_groups" VALUES(3,1,2,1,1,'');
INSERT INTO "working_groups" VALUES(4,1,2,2,2,'');
INSERT INTO "working_groups" VALUES(5,5,1,1,38,'Table près de la fenêtre');
INSERT INTO "working_groups" VALUES(6,5,1,2,42,'Table du fond');
INSERT INTO "working_groups" VALUES(7,5,1,3,41,'Petit salon');
INSERT INTO "working_groups" VALUES(8,5,1,4,46,'Salle Colette');
INSERT INTO "working_groups" VALUES(9,5,2,1,38,'Table près de la fenêtre');
INSERT INTO "working_groups" VALUES(10,5,2,2,42,'Table du fond');
INSERT INTO "working_groups" VALUES(11,5,2,3,41,'Petit salon');
INSERT INTO "working_groups" VALUES(12,5,2,4,46,'Salle Colette');
INSERT INTO "working_groups" VALUES(13,6,1,1,52,'Table près de la fenêtre');
INSERT INTO "working_groups" VALUES(14,6,1,2,56,'Table du fond');
INSERT INTO "working_groups" VALUES(15,6,1,3,55,'Petit salon');
INSERT INTO "working_groups" VALUES(16,6,1,4,60,'Salle Colette');
INSERT INTO "working_groups" VALUES(17,6,2,1,52,'Table près de la fenêtre');
INSERT INTO "working_groups" VALUES(18,6,2,2,56,'Table du fond');
INSERT INTO "working_groups" VALUES(19,6,2,3,55,'Petit salon');
INSERT INTO "working_groups" VALUES(20,6,2,4,60,'Salle Colette');
INSERT INTO "working_groups" VALUES(21,7,1,1,66,'Table près de la fenêtre');
INSERT INTO "working_groups" VALUES(22,7,1,2,70,'Table du fond');
INSERT INTO "working_groups" VALUES(23,7,1,3,69,'Petit salon');
INSERT INTO "working_groups" VALUES(24,7,1,4,74,'Salle Colette');
INSERT INTO "working_groups" VALUES(25,7,2,1,66,'Table près de la fenêtre');
INSERT INTO "working_groups" VALUES(26,7,2,2,70,'Table du fond');
INSERT INTO "working_groups" VALUES(27,7,2,3,69,'Petit salon');
INSERT INTO "working_groups" VALUES(28,7,2,4,74,'Salle Colette');
INSERT INTO "working_groups" VALUES(29,8,1,1,77,'');
INSERT INTO "working_groups" VALUES(30,8,1,2,78,'');
INSERT INTO "working_groups" VALUES(31,8,2,1,77,'');
INSERT INTO "working_groups" VALUES(32,8,2,2,78,'');
CREATE INDEX ix_labs_product_id ON labs (product_id);
CREATE INDEX ix_members_account_id ON members (account_id);
CREATE INDEX ix_one_time_links_account_id ON one_time_links (account_id);
CREATE INDEX ix_sign_ins_account_id ON sign_ins (account_id);
CREATE INDEX ix_agenda_steps_lab_id ON agenda_steps (lab_id);
CREATE INDEX ix_feedback_lab_id ON feedback (lab_id);
CREATE INDEX ix_retired_codes_lab_id ON retired_codes (lab_id);
CREATE UNIQUE INDEX uq_assessments_impact ON assessments (item_id) WHERE role = 'owner';
CREATE INDEX ix_item_history_item_id ON item_history (item_id);
CREATE INDEX ix_pain_points_participant ON pain_points (lab_id, participant_id);
CREATE INDEX ix_journal_lab_id ON journal (lab_id);
CREATE INDEX ix_item_sources_item_id ON item_sources (item_id);
CREATE INDEX ix_photos_sheet_id ON photos (sheet_id);
COMMIT;
