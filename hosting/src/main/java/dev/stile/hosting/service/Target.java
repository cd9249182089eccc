package dev.stile.hosting.service;

/**
 * What a call is about.
 *
 * @param text as the wrapper names it: a repository, a pull request or the address of a remote
 * @param container the path of the repository on its host, as policies name it
 */
record Target(String text, String container) {
    static Target of(String text) {
        int scheme = text.indexOf("://");
        String place = scheme < 0 ? text : text.substring(scheme + 3);
        int hash = place.indexOf('#');
        String repo = hash < 0 ? place : place.substring(0, hash);
        if (repo.endsWith(".git")) {
            repo = repo.substring(0, repo.length() - 4);
        }
        int slash = repo.indexOf('/');
        return new Target(text, slash < 0 ? repo : repo.substring(slash + 1));
    }
}
