using System.Text;

namespace Shop.Data.Tests.Redis;

public sealed class LuaScriptTests
{
    [Fact]
    public void An_include_is_replaced_by_the_text_of_its_file_and_the_shebang_stays_first()
    {
        var script = Compose(
            ("Place", "#!lua\n--- @include \"operation\"\nreturn seen(KEYS[1])\n"),
            ("operation", "local function seen(key) return redis.call('GET', key) end"));

        Assert.Equal("#!lua\nlocal function seen(key) return redis.call('GET', key) end\nreturn seen(KEYS[1])\n", script.Source);
    }

    [Fact]
    public void A_file_included_twice_appears_once()
    {
        var script = Compose(
            ("Place", "#!lua\n--- @include \"stock\"\n--- @include \"operation\"\nreturn 1"),
            ("stock", "--- @include \"operation\"\nlocal stock = 1"),
            ("operation", "local operation = 1"));

        Assert.Equal("#!lua\nlocal operation = 1\nlocal stock = 1\nreturn 1\n", script.Source);
    }

    [Fact]
    public void Files_that_include_each_other_come_to_an_end()
    {
        var script = Compose(
            ("Place", "--- @include \"a\""),
            ("a", "--- @include \"b\"\nlocal a = 1"),
            ("b", "--- @include \"a\"\nlocal b = 1"));

        Assert.Equal("local b = 1\nlocal a = 1\n", script.Source);
    }

    [Fact]
    public void An_include_that_is_not_there_is_named_with_the_file_that_wants_it()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Compose(("Place", "--- @include \"operation\"")));

        Assert.Equal("The script Place.lua includes \"operation\", but there is no operation.lua.", exception.Message);
    }

    [Fact]
    public void A_script_that_is_not_embedded_is_named()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => LuaScript.Load("NeverWritten"));

        Assert.Contains("NeverWritten.lua is not embedded in Shop.Data", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_the_one_by_which_Redis_names_the_script()
    {
        var script = new LuaScript("One", "return 1");

        Assert.Equal("e0e1f9fabfc9d4800c877a703b823ac0578ff8db", Convert.ToHexStringLower(script.Hash));
    }

    [Fact]
    public void Every_embedded_script_starts_with_the_shebang_by_which_Redis_checks_the_node_first() =>
        Assert.All(LuaScript.All, script => Assert.StartsWith("#!lua", script.Source, StringComparison.Ordinal));

    [Fact]
    public void A_file_with_Windows_line_ends_gives_the_same_script()
    {
        var unix = Compose(("Place", "#!lua\nreturn 1\n"));
        var windows = Compose(("Place", "#!lua\r\nreturn 1\r\n"));

        Assert.Equal(Encoding.UTF8.GetBytes(unix.Source), Encoding.UTF8.GetBytes(windows.Source));
        Assert.Equal(unix.Hash, windows.Hash);
    }

    private static LuaScript Compose(params (string Name, string Text)[] files) =>
        LuaScript.Compose(files[0].Name, name => Array.Find(files, file => string.Equals(file.Name, name, StringComparison.Ordinal)).Text);
}
