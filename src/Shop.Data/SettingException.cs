namespace Shop.Data;

/// <summary>A setting keeps the process from starting. The message is for the operator and names the setting, never its value.</summary>
public sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);
