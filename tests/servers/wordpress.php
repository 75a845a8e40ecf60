<?php
// Installs WordPress into an empty database and writes a few invented posts with tags, an author and comments.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = getenv('SITE_HOST');
require getenv('SITE_FOLDER') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Letters of Mira', 'mira', 'mira@miralind.example', true, '', 'not-a-secret');
update_option('siteurl', 'http://' . getenv('SITE_HOST'));
update_option('home', 'http://' . getenv('SITE_HOST'));
update_option('blogdescription', 'Slow letters from Porto');
update_option('permalink_structure', '/%postname%/');
wp_delete_post(1, true);
foreach ([
    ['A nib for slow letters', 'I tried a <em>new</em> nib. Write to hello@miralind.example', ['fountainpens', 'Ink & Paper']],
    ['Six greens', 'Swatches of six greens &amp; one blue.', ['fountainpens']],
    ['Sourdough', 'Bread, again.', ['baking']],
] as [$title, $content, $tags]) {
    $post = wp_insert_post(['post_title' => $title, 'post_content' => $content, 'post_status' => 'publish',
        'post_author' => 1, 'tags_input' => $tags]);
    wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => 'Tove Berg',
        'comment_author_email' => 'tove@mail.example', 'comment_content' => 'Which nib is it?', 'comment_approved' => 1]);
}
echo "installed\n";
