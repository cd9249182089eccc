package dev.stile.api.connector;

/**
 * A setting that a connector does not take.
 *
 * @param name as in {@code --set name=value}
 * @param rule what it breaks, in words of ours, such as {@code is a number from 1 to 9}; never the
 *     value, which may be a secret that was put in the wrong place
 * @param instead a value that is taken; empty where the setting is to be left out
 */
public record SettingFault(String name, String rule, String instead) {
    /** What is typed in its place. */
    public String typed() {
        return name + "=" + instead;
    }
}
