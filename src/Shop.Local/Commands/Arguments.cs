namespace Shop.Local.Commands;

/// <summary>The words after <c>./shop</c>: a command, what it takes, and flags in any place.</summary>
internal sealed class Arguments
{
    private readonly List<string> _words;

    public Arguments(IEnumerable<string> words)
    {
        _words = [.. words];
        Offset = TakeOffset();
        Command = _words.Count == 0 ? "help" : _words[0];
        _words.RemoveRange(0, Math.Min(1, _words.Count));
    }

    /// <summary>As written, or as SHOP_PORT_OFFSET says.</summary>
    public string Offset { get; }

    public string Command { get; }

    /// <summary>What is left: for a command that passes it on.</summary>
    public IReadOnlyList<string> Rest => _words;

    public bool TakeFlag(string flag) => _words.Remove(flag);

    /// <summary>The value of <c>--option value</c> or <c>--option=value</c>; null when the option is not there.</summary>
    public string? TakeOption(string option)
    {
        var at = _words.FindIndex(word => word == option || word.StartsWith($"{option}=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        var separate = _words[at] == option;
        var value = !separate ? _words[at][(option.Length + 1)..] : at + 1 < _words.Count ? _words[at + 1] : "";
        _words.RemoveRange(at, separate && at + 1 < _words.Count ? 2 : 1);
        return value;
    }

    public string? TakeWord()
    {
        if (_words is not [var word, ..] || word.StartsWith('-'))
        {
            return null;
        }

        _words.RemoveAt(0);
        return word;
    }

    /// <exception cref="Refusal">Something is left that the command does not take.</exception>
    public void End()
    {
        if (_words.Count > 0)
        {
            throw new Refusal($"{Command} does not take '{_words[0]}': ./shop help says what it takes.");
        }
    }

    private string TakeOffset() =>
        TakeOption("--port-offset") ?? (Environment.GetEnvironmentVariable("SHOP_PORT_OFFSET") is { Length: > 0 } given ? given : "0");
}
