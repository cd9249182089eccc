package dev.stile.hosting.service;

/**
 * What a call is about.
 *
 * @param text as the wrapper names it: a repository or a pull request, with its host
 * @param container the path of the repository on its host, as policies name it
 */
record Target(String text, String container) {
    static Target of(String text) {
        int hash = text.indexOf('#');
        String repo = hash < 0 ? text : text.substring(0, hash);
        int slash = repo.indexOf('/');
        return new Target(text, slash < 0 ? repo : repo.substring(slash + 1));
    }
}
