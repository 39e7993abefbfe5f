using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Shop.Api.Tests.OpenApi;

/// <summary>Which methods a method can come to call, read off its compiled code.</summary>
internal static class CodeReader
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <param name="isFollowed">Whether to look into a method that is called.</param>
    public static IReadOnlySet<MethodBase> Reachable(MethodBase from, Func<MethodBase, bool> isFollowed)
    {
        var found = new HashSet<MethodBase>();
        var open = new Stack<MethodBase>([from]);
        while (open.TryPop(out var method))
        {
            foreach (var called in Called(method).Where(found.Add))
            {
                if (isFollowed(called))
                {
                    open.Push(called);
                }
            }
        }

        return found;
    }

    private static IEnumerable<MethodBase> Called(MethodBase method)
    {
        // The body of an async method is its state machine's.
        if (method.GetCustomAttribute<StateMachineAttribute>() is { StateMachineType: var machine })
        {
            yield return machine.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic)!;
        }

        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var word = code[at] == 0xFE ? Codes[(short)(0xFE00 | code[at + 1])] : Codes[code[at]];
            at += word.Size;
            if (word.OperandType == OperandType.InlineMethod)
            {
                yield return Resolve(method, BitConverter.ToInt32(code, at));
            }

            at += Length(word.OperandType, code, at);
        }
    }

    private static MethodBase Resolve(MethodBase within, int token)
    {
        var called = within.Module.ResolveMethod(
            token, within.DeclaringType?.GetGenericArguments(), within is MethodInfo ? within.GetGenericArguments() : null)!;
        return called is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : called;
    }

    private static int Length(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
